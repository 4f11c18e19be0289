package dev.goldencorridor.alertbridge;

import dev.goldencorridor.schemas.DelayAlert;
import java.util.Map;

/**
 * One alert in a request to Alertmanager.
 *
 * @param labels identify the alert in Alertmanager
 * @param delayAlert the delay alert that it describes
 * @param firing true if the alert fires under these labels, false if it is resolved
 */
record AlertmanagerAlert(Map<String, String> labels, DelayAlert delayAlert, boolean firing) {}
