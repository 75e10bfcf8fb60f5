package info.sopranoexch.gateway.page;

import info.sopranoexch.gateway.html.Html;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The part of the page that changes: what is paid, how it stands, what can be done. Sent again with each change. */
@Component
class StateHtml {
    /** What does not fit a small phone in the large size. */
    private static final int LONG_AMOUNT = 14;

    private final InstantSource clock;
    private final boolean testMode;

    StateHtml(InstantSource clock, Environment environment) {
        this.clock = clock;
        this.testMode = environment.getProperty("soprano.payments.sandbox", Boolean.class, false);
    }

    /** Whether no money moves: what a payment says, and until one is known what is made here. */
    boolean isTest(Screen screen) {
        PaymentView payment = screen.payment();
        return payment == null ? testMode && screen.phase() != Phase.MISSING : payment.sandbox();
    }

    Html of(Screen screen, Language language) {
        Phase phase = screen.phase();
        PaymentView payment = screen.payment();
        Html summary = payment == null ? Html.EMPTY : summary(payment, language);
        Html status = status(phase, payment, language);
        return Html.of(
                """
                <section id="state" class="state {}" data-key="{}" data-version="{}" data-phase="{}" data-title="{}"{}{}{} aria-labelledby="heading">
                {}{}{}
                </section>
                """,
                phase.tone(),
                screen.key(),
                payment == null ? 0 : payment.version(),
                phase.key(),
                title(screen, language),
                phase.isSettled() ? Html.of(" data-settled") : Html.EMPTY,
                phase.isPayable() ? Html.of(" data-payable") : Html.EMPTY,
                isTest(screen) ? Html.of(" data-sandbox") : Html.EMPTY,
                // What is settled comes first; what is to be paid comes before how to.
                phase.isSettled() ? status : summary,
                phase.isSettled() ? summary : status,
                actions(phase, payment, language));
    }

    /** For the browser's tab and history. */
    static String title(Screen screen, Language language) {
        PaymentView payment = screen.payment();
        String heading = language.word(screen.phase().key() + ".title");
        if (payment == null) {
            return heading;
        }
        String title = heading + " · " + amount(payment.amount(), payment, language);
        return payment.merchantName() == null ? title : title + " · " + payment.merchantName();
    }

    private static Html summary(PaymentView payment, Language language) {
        String amount = amount(payment.amount(), payment, language);
        return Html.of(
                """
                <div class="summary">
                {}                <p class="amount{}"><span class="unseen">{} </span>{}</p>
                {}</div>
                """,
                merchant(payment, language),
                amount.length() > LONG_AMOUNT ? " long" : "",
                language.word("label.amount"),
                amount,
                Html.given(payment.description(), "<p class=\"description\">{}</p>\n"));
    }

    private static Html merchant(PaymentView payment, Language language) {
        return payment.merchantName() == null
                ? Html.EMPTY
                : Html.of(
                        "<p class=\"merchant\"><span class=\"unseen\">{} </span>{}</p>\n",
                        language.word("label.merchant"),
                        payment.merchantName());
    }

    private static Html status(Phase phase, @Nullable PaymentView payment, Language language) {
        return Html.of(
                """
                <div class="status">
                {}<h1 id="heading" tabindex="-1">{}</h1>
                <p class="text">{}</p>
                {}</div>
                """,
                Signs.of(phase),
                language.word(phase.key() + ".title"),
                text(phase, payment, language),
                phase == Phase.PREPARING
                        ? Html.of("<p class=\"text slow\" hidden>{}</p>\n", language.word("preparing.slow"))
                        : Html.EMPTY);
    }

    private static String text(Phase phase, @Nullable PaymentView payment, Language language) {
        BigDecimal refunded = payment == null ? null : payment.refunded();
        return payment != null && refunded != null && refunded.signum() > 0 && phase == Phase.PARTIALLY_REFUNDED
                ? language.word("partially_refunded.sum", amount(refunded, payment, language))
                : language.word(phase.key() + ".text");
    }

    private Html actions(Phase phase, @Nullable PaymentView payment, Language language) {
        if (phase == Phase.MISSING) {
            return Html.of(
                    "<p class=\"actions\"><a class=\"button\" href=\"\">{}</a></p>", language.word("missing.again"));
        }
        if (payment == null) {
            return Html.EMPTY;
        }
        return Html.of(
                "<div class=\"actions\">\n{}{}{}</div>",
                toProvider(phase, payment, language),
                phase.isPayable() ? countdown(payment, language) : Html.EMPTY,
                back(phase, payment, language));
    }

    private static Html toProvider(Phase phase, PaymentView payment, Language language) {
        if (payment.providerUrl() == null) {
            return Html.EMPTY;
        }
        return switch (phase) {
            case READY ->
                Html.of(
                        "<a id=\"pay\" class=\"button\" rel=\"noreferrer\" href=\"{}\" data-forward=\"{}\">{}</a>\n",
                        payment.providerUrl().toString(),
                        language.word("forward"),
                        language.word("ready.button", amount(payment.amount(), payment, language)));
            case PROCESSING ->
                Html.of(
                        "<a class=\"quiet\" rel=\"noreferrer\" href=\"{}\">{}</a>\n",
                        payment.providerUrl().toString(),
                        language.word("processing.link"));
            default -> Html.EMPTY;
        };
    }

    private static Html back(Phase phase, PaymentView payment, Language language) {
        if (payment.returnUrl() == null) {
            return Html.EMPTY;
        }
        return Html.of(
                "<a class=\"{}\" rel=\"noreferrer\" href=\"{}\">{}</a>\n",
                phase.isSettled() ? "button" : "quiet",
                payment.returnUrl().toString(),
                language.word("return"));
    }

    private Html countdown(PaymentView payment, Language language) {
        Instant now = clock.instant();
        Duration left = Duration.between(now, payment.expiresAt());
        return Html.of(
                """
                <p class="left">{} <span id="left" role="timer" aria-live="off" data-ms="{}" data-day="{}" data-hour="{}" \
                data-five="{}" data-one="{}">{}</span></p>
                """,
                language.word("left"),
                left.toMillis(),
                language.word("unit.day"),
                language.word("unit.hour"),
                language.word("left.five"),
                language.word("left.one"),
                TimeLeft.of(left, language));
    }

    private static String amount(BigDecimal amount, PaymentView payment, Language language) {
        return AmountText.of(amount, payment.currency(), language.locale());
    }
}
