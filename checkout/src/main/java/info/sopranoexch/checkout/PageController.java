package info.sopranoexch.checkout;

import info.sopranoexch.starter.api.PaymentId;
import info.sopranoexch.starter.validation.AnyQuery;
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
@AnyQuery(because = "a payer's link may carry parameters of a shop or an advertiser")
class PageController {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    /** After it every gateway has asked payment-service anew. */
    private static final Duration RETURN_SPREADS = Duration.ofSeconds(10);
    /** As long as a payment may be open at most. */
    private static final Duration LANGUAGE_KEPT = Duration.ofDays(30);

    private final KnownPayments payments;
    private final PageHtml pages;
    private final Watches watches;
    private final EventStream events;
    private final ClientIdentifier clients;
    private final PublicUrl publicUrl;
    private final InstantSource clock;
    private final PageSettings settings;

    PageController(
            KnownPayments payments,
            PageHtml pages,
            Watches watches,
            EventStream events,
            ClientIdentifier clients,
            PublicUrl publicUrl,
            InstantSource clock,
            PageSettings settings) {
        this.payments = payments;
        this.pages = pages;
        this.watches = watches;
        this.events = events;
        this.clients = clients;
        this.publicUrl = publicUrl;
        this.clock = clock;
        this.settings = settings;
    }

    @GetMapping("/pay/{paymentId}")
    void page(@PathVariable String paymentId, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        rememberLanguage(request, response);
        boolean marked = PayerRequest.parameter(request, PayerRequest.RETURNED) != null;
        if (marked && isStored(paymentId, request)) {
            // Under an address of its own, or a reload would be a new return.
            addCookie(PayerRequest.RETURNED_COOKIE, "1", "/pay/" + paymentId, RETURN_SPREADS, response);
            redirect("/pay/" + paymentId, response);
            return;
        }
        boolean returned = PayerRequest.hasReturned(request);
        Screen screen = returned ? screen(paymentId).afterReturn() : screen(paymentId);
        if (screen.phase() == Phase.CHECKING && HttpMethod.GET.matches(request.getMethod())) {
            Thread.ofVirtual()
                    .name("provider-check")
                    .start(() -> payments.requestProviderCheck(paymentId, marked, settings.askTimeout()));
        }
        if (screen.phase().isNotFound()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        }
        Language language = PayerRequest.language(request);
        HtmlResponse.write(response, pages.of(paymentId, screen, returned, language), language);
    }

    @GetMapping("/pay/{paymentId}/receipt")
    void receipt(@PathVariable String paymentId, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        rememberLanguage(request, response);
        Screen screen = screen(paymentId);
        PaymentView payment = screen.payment();
        if (payment == null || !screen.phase().isPaid()) {
            redirect(PaymentId.isValid(paymentId) ? "/pay/" + paymentId : "/pay", response);
            return;
        }
        Language language = PayerRequest.language(request);
        HtmlResponse.write(response, pages.receipt(payment, language), language);
    }

    private Screen screen(String paymentId) {
        return PaymentId.isValid(paymentId)
                ? Screen.of(payments.find(paymentId, settings.firstWait()), clock.instant(), settings.checkLimit())
                : Screen.MISSING;
    }

    /** Whether payment-service has taken the payer's return in time; a request for the headers only is none. */
    private boolean isStored(String paymentId, HttpServletRequest request) {
        return PaymentId.isValid(paymentId)
                && HttpMethod.GET.matches(request.getMethod())
                && payments.requestProviderCheck(paymentId, true, settings.firstWait());
    }

    private static void redirect(String path, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", path);
    }

    @GetMapping("/")
    void home(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Language language = PayerRequest.language(request);
        HtmlResponse.write(response, pages.home(language), language);
    }

    /** Holds its thread, a virtual one, as long as the stream lasts. */
    @GetMapping("/pay/{paymentId}/events")
    void events(@PathVariable String paymentId, HttpServletRequest request, HttpServletResponse response) {
        if (!PaymentId.isValid(paymentId)) {
            throw CheckoutErrors.paymentNotFound();
        }
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            // A stream that nobody reads would not notice that its browser has gone.
            EventStream.headers(response);
            return;
        }
        try (PaymentWatch.Listener listener = listen(paymentId, clients.identify(request))) {
            boolean returned = PayerRequest.hasReturned(request);
            if (returned) {
                listener.reportReturn();
            }
            events.run(listener, returned, PayerRequest.language(request), response);
        }
    }

    private PaymentWatch.Listener listen(String paymentId, String address) {
        PaymentWatch.Listener listener = watches.listen(paymentId, address);
        if (listener == null) {
            throw CheckoutErrors.tooManyOpenPages(RETRY_AFTER);
        }
        return listener;
    }

    /** So that a payer who comes back from the provider, whose link names no language, reads the same one again. */
    private void rememberLanguage(HttpServletRequest request, HttpServletResponse response) {
        Language chosen = Language.ofTag(PayerRequest.parameter(request, PayerRequest.LANGUAGE));
        if (chosen != null) {
            addCookie(PayerRequest.LANGUAGE_COOKIE, chosen.tag(), "/pay", LANGUAGE_KEPT, response);
        }
    }

    private void addCookie(String name, String value, String path, Duration kept, HttpServletResponse response) {
        ResponseCookie cookie = ResponseCookie.from(name, value)
                .path(path)
                .maxAge(kept)
                .httpOnly(true)
                .secure(publicUrl.isHttps())
                .sameSite("Lax")
                .build();
        response.addHeader("Set-Cookie", cookie.toString());
    }
}
