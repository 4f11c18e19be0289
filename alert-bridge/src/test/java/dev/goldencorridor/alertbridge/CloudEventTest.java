package dev.goldencorridor.alertbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CloudEventTest {
    @Test
    void theEventContainsTheWholeAlertUnderTheNamesOfTheContract() {
        String event = new String(
                CloudEvent.of("id/0/17", "delays.khorgos", Alerts.KEY, Alerts.cleared("MAJOR", 3)),
                StandardCharsets.UTF_8);
        assertThat(event)
                .isEqualTo("{\"specversion\":\"1.0\",\"id\":\"id/0/17\",\"source\":\"/delays.khorgos\","
                        + "\"type\":\"dev.goldencorridor.schemas.DelayAlert\","
                        + "\"subject\":\"CNHRS|CN|X8003|2025-06-01|CLEARANCE_OVERDUE\","
                        + "\"time\":\"2025-06-04T14:10:03Z\",\"datacontenttype\":\"application/json\","
                        + "\"data\":{\"facility\":\"CNHRS\",\"trainRunId\":\"CN|X8003|2025-06-01\","
                        + "\"trainNumber\":\"X8003\",\"type\":\"CLEARANCE_OVERDUE\",\"state\":\"CLEARED\","
                        + "\"severity\":\"MAJOR\",\"valueSeconds\":43200.0,\"thresholdSeconds\":43200.0,"
                        + "\"plannedAt\":null,\"occurredAt\":\"2025-06-04T02:10:00Z\","
                        + "\"raisedAt\":\"2025-06-04T14:10:00Z\",\"clearedAt\":\"2025-06-04T14:10:03Z\","
                        + "\"clearedCause\":\"RELEASED\",\"reason\":null,\"parentKey\":null,"
                        + "\"asOf\":\"2025-06-04T14:10:03Z\",\"revision\":3}}");
    }
}
