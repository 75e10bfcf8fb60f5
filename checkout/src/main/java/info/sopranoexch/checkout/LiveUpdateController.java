package info.sopranoexch.checkout;

import info.sopranoexch.starter.api.PaymentId;
import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.starter.validation.AcceptsUnknownParameters;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The live updates of an open page, as server-sent events. */
@RestController
@AcceptsUnknownParameters(because = "a payer's link may carry parameters of a shop or an advertiser")
class LiveUpdateController {
    private static final String RETRY_AFTER_SECONDS = "5";

    private final LiveUpdateSubscriptions subscriptions;
    private final ClientIdentifier clients;

    LiveUpdateController(LiveUpdateSubscriptions subscriptions, ClientIdentifier clients) {
        this.subscriptions = subscriptions;
        this.clients = clients;
    }

    @GetMapping("/pay/{paymentId}/events")
    @Nullable
    SseEmitter events(@PathVariable String paymentId, HttpServletRequest request, HttpServletResponse response) {
        if (!PaymentId.isValid(paymentId)) {
            throw ProblemException.notFound("payment");
        }
        LiveUpdateStream stream = null;
        // A HEAD request gets the headers only: a stream without a reader would stay open.
        if (!HttpMethod.HEAD.matches(request.getMethod())) {
            stream = subscriptions.open(
                    paymentId,
                    clients.identify(request),
                    PayerRequest.hasReturned(request),
                    PayerRequest.language(request));
            if (stream == null) {
                throw new ProblemException(503, "service_unavailable", "Too many payment pages are open. Retry later.")
                        .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            }
        }
        PageResponse.setSecurityHeaders(response);
        response.setContentType("text/event-stream;charset=utf-8");
        // A proxy must not collect events before it passes them on.
        response.setHeader("X-Accel-Buffering", "no");
        return stream == null ? null : stream.emitter();
    }
}
