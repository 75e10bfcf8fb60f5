package info.sopranoexch.checkout;

import info.sopranoexch.starter.api.PaymentId;
import info.sopranoexch.starter.validation.AcceptsUnknownParameters;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseCookie;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The page of a payment, its receipt, and the page at the root. */
@RestController
@AcceptsUnknownParameters(because = "a payer's link may carry parameters of a shop or an advertiser")
class PageController {
    /** After this time every gateway has requested the payment again. */
    private static final Duration RETURN_COOKIE_AGE = Duration.ofSeconds(10);
    /** The longest time for which a payment can be open. */
    private static final Duration LANGUAGE_COOKIE_AGE = Duration.ofDays(30);

    private final PaymentCache payments;
    private final PageRenderer renderer;
    private final InstantSource clock;
    private final CheckoutProperties properties;

    PageController(PaymentCache payments, PageRenderer renderer, InstantSource clock, CheckoutProperties properties) {
        this.payments = payments;
        this.renderer = renderer;
        this.clock = clock;
        this.properties = properties;
    }

    @GetMapping("/pay/{paymentId}")
    void page(@PathVariable String paymentId, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        rememberLanguage(request, response);
        boolean marked = PayerRequest.parameter(request, PayerRequest.RETURNED) != null;
        if (marked && reportReturn(paymentId, request)) {
            // Redirects to an address without the mark, because a reload would be another return.
            addCookie(PayerRequest.RETURNED_COOKIE, "1", "/pay/" + paymentId, RETURN_COOKIE_AGE, response);
            redirect("/pay/" + paymentId, response);
            return;
        }
        boolean returned = PayerRequest.hasReturned(request);
        PageModel page = returned ? model(paymentId).afterReturn() : model(paymentId);
        if (page.state() == PageState.CHECKING && HttpMethod.GET.matches(request.getMethod())) {
            Thread.ofVirtual()
                    .name("provider-check")
                    .start(() -> payments.requestProviderCheck(
                            paymentId, marked, properties.lookup().timeout()));
        }
        if (page.state().isNotFound()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        }
        Language language = PayerRequest.language(request);
        PageResponse.write(response, renderer.payment(paymentId, page, returned, language), language);
    }

    @GetMapping("/pay/{paymentId}/receipt")
    void receipt(@PathVariable String paymentId, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        rememberLanguage(request, response);
        PageModel page = model(paymentId);
        PaymentView payment = page.payment();
        if (payment == null || !page.state().isPaid()) {
            redirect(PaymentId.isValid(paymentId) ? "/pay/" + paymentId : "/pay", response);
            return;
        }
        Language language = PayerRequest.language(request);
        PageResponse.write(response, renderer.receipt(payment, language), language);
    }

    @GetMapping("/")
    void home(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Language language = PayerRequest.language(request);
        PageResponse.write(response, renderer.home(language), language);
    }

    private PageModel model(String paymentId) {
        return PaymentId.isValid(paymentId)
                ? PageModel.of(
                        payments.find(paymentId, properties.lookup().firstWait()),
                        clock.instant(),
                        properties.liveUpdates().confirmationTimeout())
                : PageModel.MISSING;
    }

    /** Returns whether payment-service accepted the report of the payer's return in time. A HEAD request reports none. */
    private boolean reportReturn(String paymentId, HttpServletRequest request) {
        return PaymentId.isValid(paymentId)
                && HttpMethod.GET.matches(request.getMethod())
                && payments.requestProviderCheck(
                        paymentId, true, properties.lookup().firstWait());
    }

    private static void redirect(String path, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader(HttpHeaders.LOCATION, path);
    }

    /** Keeps the language for payers who come back from the provider, because the provider's link names no language. */
    private void rememberLanguage(HttpServletRequest request, HttpServletResponse response) {
        Language chosen = Language.ofTag(PayerRequest.parameter(request, PayerRequest.LANGUAGE));
        if (chosen != null) {
            addCookie(PayerRequest.LANGUAGE_COOKIE, chosen.tag(), "/pay", LANGUAGE_COOKIE_AGE, response);
        }
    }

    private void addCookie(String name, String value, String path, Duration age, HttpServletResponse response) {
        ResponseCookie cookie = ResponseCookie.from(name, value)
                .path(path)
                .maxAge(age)
                .httpOnly(true)
                .secure(properties.isHttps())
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
