package info.sopranoexch.gateway.page;

import info.sopranoexch.gateway.edge.ClientAddress;
import info.sopranoexch.gateway.payments.PaymentId;
import info.sopranoexch.gateway.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseCookie;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PageController {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    /** As long as a payment may be open at most. */
    private static final Duration LANGUAGE_KEPT = Duration.ofDays(30);

    private final KnownPayments payments;
    private final PageHtml pages;
    private final Watches watches;
    private final EventStream events;
    private final ClientAddress clientAddress;
    private final PublicUrl publicUrl;
    private final InstantSource clock;
    private final Duration firstWait;

    PageController(
            KnownPayments payments,
            PageHtml pages,
            Watches watches,
            EventStream events,
            ClientAddress clientAddress,
            PublicUrl publicUrl,
            InstantSource clock,
            PageSettings settings) {
        this.payments = payments;
        this.pages = pages;
        this.watches = watches;
        this.events = events;
        this.clientAddress = clientAddress;
        this.publicUrl = publicUrl;
        this.clock = clock;
        this.firstWait = settings.firstWait();
    }

    @GetMapping("/pay/{paymentId}")
    void page(@PathVariable String paymentId, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        rememberLanguage(request, response);
        Screen screen = PaymentId.isOne(paymentId)
                ? Screen.of(payments.find(paymentId, firstWait), clock.instant())
                : Screen.MISSING;
        Language language = PayerRequest.language(request);
        if (screen.phase() == Phase.MISSING) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        }
        HtmlResponse.write(response, pages.of(paymentId, screen, language), language);
    }

    @GetMapping("/")
    void home(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Language language = PayerRequest.language(request);
        HtmlResponse.write(response, pages.home(language), language);
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
            events.run(listener, PayerRequest.language(request), response);
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

    /** So that a payer who comes back from the provider, whose link names no language, reads the same one again. */
    private void rememberLanguage(HttpServletRequest request, HttpServletResponse response) {
        Language chosen = Language.ofTag(PayerRequest.parameter(request, PayerRequest.LANGUAGE));
        if (chosen != null) {
            ResponseCookie cookie = ResponseCookie.from(PayerRequest.LANGUAGE_COOKIE, chosen.tag())
                    .path("/pay")
                    .maxAge(LANGUAGE_KEPT)
                    .httpOnly(true)
                    .secure(publicUrl.isHttps())
                    .sameSite("Lax")
                    .build();
            response.addHeader("Set-Cookie", cookie.toString());
        }
    }
}
