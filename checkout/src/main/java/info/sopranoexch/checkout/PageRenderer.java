package info.sopranoexch.checkout;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Renders the templates in {@code src/main/jte}. The build compiles them to classes of this package. */
@Component
class PageRenderer {
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(
            null, ContentType.Html, PageRenderer.class.getClassLoader(), PageRenderer.class.getPackageName());
    private final Assets assets;
    private final InstantSource clock;
    private final CheckoutProperties properties;

    PageRenderer(Assets assets, InstantSource clock, CheckoutProperties properties) {
        this.assets = assets;
        this.clock = clock;
        this.properties = properties;
    }

    /**
     * Renders the page of a payment.
     *
     * @param paymentId from the path; any text if the payment is missing
     * @param returned whether the payer came back from the provider and payment-service may not know of it yet
     */
    String payment(String paymentId, PageModel page, boolean returned, Language language) {
        return render(
                "payment.jte",
                Map.of(
                        "page",
                        page,
                        "text",
                        text(language),
                        "assets",
                        assets,
                        "test",
                        isTest(page),
                        "timeLeft",
                        timeLeft(page),
                        "paymentId",
                        paymentId,
                        "pageUrl",
                        properties.absoluteUrl("/pay/" + paymentId),
                        "returned",
                        returned));
    }

    /** Renders the part of the page that changes. */
    String state(PageModel page, Language language) {
        return render(
                "state.jte",
                Map.of(
                        "page", page,
                        "text", text(language),
                        "test", isTest(page),
                        "timeLeft", timeLeft(page)));
    }

    /** Renders the receipt of a payment that was paid. */
    String receipt(PaymentView payment, Language language) {
        return render("receipt.jte", Map.of("payment", payment, "text", text(language), "assets", assets));
    }

    String error(PayerError error, Language language) {
        return error == PayerError.NOT_FOUND
                ? payment("", PageModel.MISSING, false, language)
                : message(error.key(), error.isTemporary(), language);
    }

    /** Renders the page at the root. It links to the API reference. */
    String home(Language language) {
        return message("home", false, language);
    }

    private String message(String key, boolean temporary, Language language) {
        return render(
                "message.jte", Map.of("key", key, "temporary", temporary, "text", text(language), "assets", assets));
    }

    private String render(String template, Map<String, Object> parameters) {
        var output = new StringOutput();
        templates.render(template, parameters, output);
        return output.toString();
    }

    private PageText text(Language language) {
        return new PageText(language, properties.timeZone(), properties.reviewDays());
    }

    /** Whether no money moves. An unknown payment counts as a test payment where only test payments are created. */
    private boolean isTest(PageModel page) {
        PaymentView payment = page.payment();
        return payment == null ? properties.sandbox() && !page.state().isNotFound() : payment.sandbox();
    }

    private Duration timeLeft(PageModel page) {
        PaymentView payment = page.payment();
        return payment == null ? Duration.ZERO : Duration.between(clock.instant(), payment.expiresAt());
    }
}
