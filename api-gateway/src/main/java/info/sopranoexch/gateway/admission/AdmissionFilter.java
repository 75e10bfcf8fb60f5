package info.sopranoexch.gateway.admission;

import info.sopranoexch.gateway.edge.ClientConnection;
import info.sopranoexch.gateway.problem.ProblemWriter;
import info.sopranoexch.gateway.request.JsonBody;
import info.sopranoexch.starter.problem.ProblemException;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Refuses requests above the limits before their body is read. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class AdmissionFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient Admission admission;
    private final Duration retryAfter;

    AdmissionFilter(Admission admission, AdmissionProperties properties) {
        this.admission = admission;
        this.retryAfter = properties.retryAfter();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ClientConnection connection = ClientConnection.of(request);
        if (connection.shouldClose()) {
            // Otherwise idle connections could keep new clients out.
            response.setHeader("Connection", "close");
        }
        AdmittedRequest admitted = admission.admit(
                RequestClass.of(request.getMethod(), request.getRequestURI()),
                bodyBytes(request),
                connection::isClosedByClient);
        if (admitted == null) {
            ProblemWriter.write(
                    request,
                    response,
                    ProblemException.unavailable(
                            "overloaded", "The service is busy. Send the request again later.", retryAfter));
            return;
        }
        try {
            ScopedValue.where(AdmittedRequest.CURRENT, admitted).<@Nullable Void, Exception>call(() -> {
                chain.doFilter(request, response);
                return null;
            });
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        } finally {
            closeAfterResponse(request, admitted);
        }
    }

    /** Returns {@code Content-Length}, or the largest permitted size if the body has no announced length. */
    private static int bodyBytes(HttpServletRequest request) {
        long announced = request.getContentLengthLong();
        if (announced > JsonBody.MAX_BYTES) {
            return 0; // The handler refuses such a body without reading it.
        }
        if (announced >= 0) {
            return (int) announced;
        }
        return request.getHeader("Transfer-Encoding") == null ? 0 : JsonBody.MAX_BYTES;
    }

    private static void closeAfterResponse(HttpServletRequest request, AdmittedRequest admitted) {
        if (!request.isAsyncStarted()) {
            admitted.close();
            return;
        }
        request.getAsyncContext().addListener(new AsyncListener() {
            @Override
            public void onComplete(AsyncEvent event) {
                admitted.close();
            }

            @Override
            public void onTimeout(AsyncEvent event) {
                admitted.close();
            }

            @Override
            public void onError(AsyncEvent event) {
                admitted.close();
            }

            @Override
            public void onStartAsync(AsyncEvent event) {
                event.getAsyncContext().addListener(this);
            }
        });
    }
}
