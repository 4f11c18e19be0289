package dev.goldencorridor.operationscentre.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request that is not fulfilled. The client receives it as problem details (RFC 9457). */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;
    private final String remedy;

    /**
     * @param status the HTTP status
     * @param title the kind of problem, the same for each problem with this status
     * @param detail what is wrong and where
     * @param remedy what to do
     */
    public Problem(int status, String title, String detail, String remedy) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title;
        this.remedy = remedy;
    }

    public static Problem badRequest(String detail, String remedy) {
        return new Problem(400, "The request is not valid", detail, remedy);
    }

    public static Problem notFound(String detail, String remedy) {
        return new Problem(404, "Not found", detail, remedy);
    }

    public int status() {
        return status;
    }

    /** The problem as an answer. */
    public Reply reply() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", getMessage())
                .put("remedy", remedy);
        return Reply.of(status, "application/problem+json", body.toString());
    }
}
