package dev.goldencorridor.alertbridge;

import dev.goldencorridor.schemas.DelayAlert;
import java.util.Map;

/**
 * One alert of Alertmanager in a request.
 *
 * @param labels which it is
 * @param alert what it tells of
 * @param firing whether it is so, or is so no longer
 */
record AlertmanagerAlert(Map<String, String> labels, DelayAlert alert, boolean firing) {}
