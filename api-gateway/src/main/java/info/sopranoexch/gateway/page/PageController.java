package info.sopranoexch.gateway.page;

import info.sopranoexch.gateway.edge.ClientAddress;
import info.sopranoexch.gateway.payments.PaymentId;
import info.sopranoexch.gateway.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PageController {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final KnownPayments payments;
    private final PageHtml pages;
    private final Watches watches;
    private final EventStream events;
    private final ClientAddress clientAddress;
    private final InstantSource clock;
    private final Duration firstWait;

    PageController(
            KnownPayments payments,
            PageHtml pages,
            Watches watches,
            EventStream events,
            ClientAddress clientAddress,
            InstantSource clock,
            PageSettings settings) {
        this.payments = payments;
        this.pages = pages;
        this.watches = watches;
        this.events = events;
        this.clientAddress = clientAddress;
        this.clock = clock;
        this.firstWait = settings.firstWait();
    }

    @GetMapping("/pay/{paymentId}")
    void page(@PathVariable String paymentId, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Screen screen = PaymentId.isOne(paymentId)
                ? Screen.of(payments.find(paymentId, firstWait), clock.instant())
                : Screen.MISSING;
        Language language = language(request);
        byte[] body = pages.of(paymentId, screen, language).toString().getBytes(StandardCharsets.UTF_8);
        PageHeaders.set(response);
        response.setStatus(screen.phase() == Phase.MISSING ? 404 : 200);
        response.setHeader("Content-Language", language.tag());
        response.setHeader("Vary", "Accept-Language");
        response.setContentType("text/html;charset=utf-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Holds its thread, a virtual one, as long as the stream lasts. */
    @GetMapping("/pay/{paymentId}/events")
    void events(@PathVariable String paymentId, HttpServletRequest request, HttpServletResponse response) {
        if (!PaymentId.isOne(paymentId)) {
            throw Problem.notFound("payment").asException();
        }
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            // A stream that nobody reads would not notice that its browser has gone.
            EventStream.headers(response);
            return;
        }
        try (PaymentWatch.Listener listener = listen(paymentId, clientAddress.of(request))) {
            events.run(listener, language(request), response);
        }
    }

    private PaymentWatch.Listener listen(String paymentId, String address) {
        PaymentWatch.Listener listener = watches.listen(paymentId, address);
        if (listener == null) {
            throw Problem.unavailable("service_unavailable", "Too many pages are open at the moment.", RETRY_AFTER)
                    .asException();
        }
        return listener;
    }

    private static Language language(HttpServletRequest request) {
        @Nullable String chosen = request.getParameter("lang");
        return Language.choose(chosen, request.getHeader("Accept-Language"));
    }
}
