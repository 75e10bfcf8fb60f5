package info.sopranoexch.gateway.problem;

import info.sopranoexch.gateway.requestid.RequestId;
import info.sopranoexch.starter.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes problem details (RFC 9457) as responses. A response that has already begun is not changed. */
public final class ProblemWriter {
    /** Request attribute: the {@link ProblemRenderer} for this request; absent for JSON. */
    static final String RENDERER = ProblemRenderer.class.getName();

    /** Request attribute: the code of the problem. */
    private static final String CODE = ProblemWriter.class.getName() + ".code";

    private static final int MAX_INSTANCE = 300;
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
            .build();

    private ProblemWriter() {}

    /** Returns the code of the problem that was written; null if there was none. */
    public static @Nullable String codeOf(HttpServletRequest request) {
        return request.getAttribute(CODE) instanceof String code ? code : null;
    }

    public static void write(HttpServletRequest request, HttpServletResponse response, ProblemException problem)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        request.setAttribute(CODE, problem.code());
        if (request.getAttribute(RENDERER) instanceof ProblemRenderer renderer) {
            renderer.render(request, response, problem);
            return;
        }
        ProblemDetail detail = problem.getBody();
        String path = request.getRequestURI();
        if (path != null) {
            // A property, because the raw path may not be a valid URI.
            detail.setProperty("instance", path.substring(0, Math.min(path.length(), MAX_INSTANCE)));
        }
        String requestId = RequestId.of(request);
        if (requestId != null) {
            detail.setProperty("request_id", requestId);
        }
        byte[] body = JSON.writeValueAsBytes(detail);
        response.setStatus(detail.getStatus());
        problem.getHeaders().toSingleValueMap().forEach(response::setHeader);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
