package dev.goldencorridor.alertbridge;

import dev.goldencorridor.runtime.tracing.MessageOperation;
import dev.goldencorridor.runtime.tracing.MessageSpan;
import dev.goldencorridor.runtime.tracing.Tracing;
import java.util.List;

/** The spans of one request: one for each alert that it carries and whose trace is recorded. */
final class RequestSpans {
    private static final String SERVER = "server.address";
    private static final String STATUS = "http.response.status_code";

    private final List<TracedRecord> records;
    private final List<MessageSpan> spans;

    private RequestSpans(List<TracedRecord> records, List<MessageSpan> spans) {
        this.records = records;
        this.spans = spans;
    }

    /** Begins the spans of a request to this target. */
    static RequestSpans begin(Tracing tracing, Target target, List<TracedRecord> records) {
        List<MessageSpan> spans = records.stream()
                .filter(record -> record.traceParent() != null && tracing.isRecorded(record.traceParent()))
                .map(record -> tracing.begin(MessageOperation.PROCESS, record.topic(), record.traceParent())
                        .with(SERVER, target.endpoint().getHost()))
                .toList();
        return new RequestSpans(records, spans);
    }

    /** The trace that the receiver may continue; null if the request carries no trace, or several alerts. */
    byte[] header() {
        if (records.size() != 1) {
            return null;
        }
        return spans.isEmpty() ? records.get(0).traceParent() : spans.get(0).traceParent();
    }

    void end(HttpResult result) {
        for (MessageSpan span : spans) {
            if (result.status() != 0) {
                span.with(STATUS, result.status());
            }
            if (result.isSuccess()) {
                span.end();
            } else {
                span.fail(result.status() == 0 ? "no_answer" : Integer.toString(result.status()), result.detail());
            }
        }
    }
}
