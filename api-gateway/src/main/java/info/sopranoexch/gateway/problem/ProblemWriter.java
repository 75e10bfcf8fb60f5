package info.sopranoexch.gateway.problem;

import info.sopranoexch.gateway.json.JsonWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a problem on the wire. Nothing happens when the answer has begun already: it can only be cut off. */
public final class ProblemWriter {
    /** Request attribute: the {@link ProblemRenderer} that writes this request's problems; absent for JSON. */
    static final String RENDERER = ProblemRenderer.class.getName();

    private static final int MAX_INSTANCE = 300;
    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(406, "Not Acceptable"),
            Map.entry(408, "Request Timeout"),
            Map.entry(409, "Conflict"),
            Map.entry(413, "Content Too Large"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(421, "Misdirected Request"),
            Map.entry(422, "Unprocessable Content"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(500, "Server Error"),
            Map.entry(503, "Service Unavailable"));

    private ProblemWriter() {}

    public static void write(HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        if (request.getAttribute(RENDERER) instanceof ProblemRenderer renderer) {
            renderer.render(request, response, problem);
            return;
        }
        byte[] body = body(problem, request.getRequestURI());
        response.setStatus(problem.status());
        problem.headers().forEach(response::setHeader);
        response.setContentType("application/problem+json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static byte[] body(Problem problem, @Nullable String path) {
        return JsonWriter.object(json -> {
            json.string("type", "tag:soprano-exch.info,2026:problem/" + problem.code())
                    .string("title", TITLES.getOrDefault(problem.status(), "Error"))
                    .integer("status", problem.status())
                    .string("detail", problem.detail());
            if (path != null) {
                json.string("instance", path.substring(0, Math.min(path.length(), MAX_INSTANCE)));
            }
            json.string("code", problem.code());
            if (!problem.errors().isEmpty()) {
                json.objects(
                        "errors",
                        problem.errors(),
                        (item, error) -> item.string("field", error.field())
                                .string("code", error.code())
                                .string("message", error.message()));
            }
        });
    }
}
