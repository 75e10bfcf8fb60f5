package info.sopranoexch.gateway.problem;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.support.WebApplicationContextUtils;

/**
 * Speaks for Tomcat when it refuses a request by itself: an unreadable request line, too large headers, TRACE. Before that
 * it chooses the form of every problem of the request, by its path.
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
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Cache-Control", "no-store");
            correctAllow(request, response);
            ProblemWriter.write(request, response, FrameworkProblems.byStatus(status));
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("connection lost", e);
        }
    }

    /** Tomcat refuses TRACE before it knows the path, and claims that every path has every other method. */
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
