package info.sopranoexch.gateway.problem;

import info.sopranoexch.gateway.requestid.RequestId;
import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.starter.problem.ProblemMessages;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.support.WebApplicationContextUtils;

/**
 * Writes problem details for requests that Tomcat itself refuses, such as malformed request lines and too large headers.
 * Before the request is handled, the valve selects the renderer of its problems by the path.
 */
public final class ProblemReportValve extends ErrorReportValve {
    private final @Nullable ProblemRenderer renderer;

    /** @param renderer for the paths that it handles; null if all problems are JSON */
    public ProblemReportValve(@Nullable ProblemRenderer renderer) {
        this.renderer = renderer;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (renderer != null && renderer.handles(request.getRequestURI())) {
            request.setAttribute(ProblemWriter.RENDERER, renderer);
        }
        super.invoke(request, response);
    }

    @Override
    protected void report(Request request, Response response, Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            RequestId.setHeader(request, response);
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Cache-Control", "no-store");
            correctAllow(request, response);
            ProblemWriter.write(request, response, problem(status));
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("the client closed the connection", e);
        }
    }

    private static ProblemException problem(int status) {
        return switch (status) {
            case 401 -> new ProblemException(401, "unauthorized", "The request has no valid credentials.");
            case 403 -> new ProblemException(403, "forbidden", "The request is not permitted.");
            case 408 -> new ProblemException(408, "request_timeout", "The request was not received in time.");
            case 503 ->
                ProblemException.unavailable("service_unavailable", ProblemMessages.UNAVAILABLE, Duration.ofSeconds(1));
            // Tomcat's statuses for unknown transfer codings and HTTP versions.
            case 501, 505 -> ProblemException.ofStatus(400);
            default -> ProblemException.ofStatus(status);
        };
    }

    /** Tomcat refuses TRACE without looking at the path, and then lists all other methods in {@code Allow}. */
    private static void correctAllow(Request request, Response response) {
        Context context = request.getContext();
        if (response.getStatus() != 405 || context == null) {
            return;
        }
        var beans = WebApplicationContextUtils.getWebApplicationContext(context.getServletContext());
        if (beans != null) {
            response.setHeader("Allow", beans.getBean(AllowedMethods.class).at(request.getRequestURI()));
        }
    }
}
