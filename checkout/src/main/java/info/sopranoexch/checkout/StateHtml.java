package info.sopranoexch.checkout;

import java.math.BigDecimal;
import java.time.Duration;
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
    private final DateText dates;
    private final int reviewDays;
    private final boolean testMode;

    StateHtml(InstantSource clock, DateText dates, PageSettings settings, Environment environment) {
        this.clock = clock;
        this.dates = dates;
        this.reviewDays = settings.reviewDays();
        this.testMode = environment.getProperty("soprano.payments.sandbox", Boolean.class, false);
    }

    /** Whether no money moves: what a payment says, and until one is known what is made here. */
    boolean isTest(Screen screen) {
        PaymentView payment = screen.payment();
        return payment == null ? testMode && !screen.phase().isNotFound() : payment.sandbox();
    }

    Html of(Screen screen, Language language) {
        Phase phase = screen.phase();
        PaymentView payment = screen.payment();
        Html summary = payment == null ? Html.EMPTY : summary(payment, language);
        Html status = status(phase, payment, language);
        return Html.of(
                """
                <section id="state" class="state {}" data-key="{}" data-version="{}" data-phase="{}" data-title="{}"{}{}{} aria-labelledby="heading">
                {}{}{}{}{}
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
                phase.isPaid() && payment != null ? details(payment, language) : Html.EMPTY,
                actions(phase, payment, language),
                payment == null ? Html.EMPTY : seller(payment.merchant(), language));
    }

    /** For the browser's tab and history. */
    static String title(Screen screen, Language language) {
        PaymentView payment = screen.payment();
        String heading = language.word(screen.phase().key() + ".title");
        if (payment == null) {
            return heading;
        }
        String title = heading + " · " + amount(payment.amount(), payment, language);
        String merchant = payment.merchant().name();
        return merchant == null ? title : title + " · " + merchant;
    }

    private static Html summary(PaymentView payment, Language language) {
        String amount = amount(payment.amount(), payment, language);
        return Html.of(
                """
                <div class="summary">
                {}{}<p class="amount{}"><span class="unseen">{} </span>{}</p>
                {}{}</div>
                """,
                logo(payment.merchant()),
                name(payment.merchant(), language),
                amount.length() > LONG_AMOUNT ? " long" : "",
                language.word("label.amount"),
                amount,
                payment.description() == null
                        ? Html.EMPTY
                        : Html.of(
                                "<p class=\"description\" dir=\"auto\" data-more=\"{}\" data-less=\"{}\">{}</p>\n",
                                language.word("description.more"),
                                language.word("description.less"),
                                payment.description()),
                payment.orderId() == null
                        ? Html.EMPTY
                        : Html.of(
                                "<p class=\"order\">{} <bdi>{}</bdi></p>\n",
                                language.word("label.order"),
                                payment.orderId()));
    }

    /** The name beside it says the same. */
    private static Html logo(PaymentView.Merchant merchant) {
        return Html.given(
                merchant.logo() == null ? null : LogoController.PREFIX + merchant.logo(),
                "<img class=\"logo\" src=\"{}\" alt=\"\" width=\"48\" height=\"48\">\n");
    }

    private static Html name(PaymentView.Merchant merchant, Language language) {
        return merchant.name() == null
                ? Html.EMPTY
                : Html.of(
                        "<p class=\"merchant\"><span class=\"unseen\">{} </span><bdi>{}</bdi></p>\n",
                        language.word("label.merchant"),
                        merchant.name());
    }

    private Html status(Phase phase, @Nullable PaymentView payment, Language language) {
        return Html.of(
                """
                <div class="status">
                {}<h1 id="heading" tabindex="-1">{}</h1>
                <p class="text">{}</p>
                {}{}</div>
                """,
                Signs.of(phase),
                language.word(phase.key() + ".title"),
                text(phase, payment, language),
                phase == Phase.PREPARING
                        ? Html.of("<p class=\"text slow\" hidden>{}</p>\n", language.word("preparing.slow"))
                        : Html.EMPTY,
                phase == Phase.HELD || phase == Phase.UNCONFIRMED ? questions(payment, language) : Html.EMPTY);
    }

    private String text(Phase phase, @Nullable PaymentView payment, Language language) {
        if (phase == Phase.HELD) {
            String days = language.word(reviewDays == 1 ? "days.one" : "days.many", String.valueOf(reviewDays));
            return language.word("held.text", days);
        }
        if (phase == Phase.FAILED && payment != null && payment.moneyReceived()) {
            return language.word("failed.received");
        }
        BigDecimal refunded = payment == null ? null : payment.refunded();
        return payment != null && refunded != null && refunded.signum() > 0 && phase == Phase.PARTIALLY_REFUNDED
                ? language.word("partially_refunded.sum", amount(refunded, payment, language))
                : language.word(phase.key() + ".text");
    }

    /** Whom a payer asks who waits for more than a moment. */
    private static Html questions(@Nullable PaymentView payment, Language language) {
        SupportContact support = payment == null ? null : payment.merchant().support();
        return support == null
                ? Html.of("<p class=\"text\">{}</p>\n", language.word("questions.shop"))
                : Html.of("<p class=\"text\">{} {}</p>\n", language.word("questions.contact"), link(support));
    }

    private static Html link(SupportContact contact) {
        return Html.of("<a rel=\"noreferrer\" href=\"{}\">{}</a>", contact.href(), contact.text());
    }

    private Html details(PaymentView payment, Language language) {
        return Html.of(
                "<dl class=\"details\">\n{}{}</dl>\n",
                payment.paidAt() == null
                        ? Html.EMPTY
                        : Html.of(
                                "<div><dt>{}</dt><dd>{}</dd></div>\n",
                                language.word("label.paid_at"),
                                dates.dayOfYear(payment.paidAt(), language)),
                Html.of(
                        """
                        <div><dt>{}</dt><dd><span class="reference" translate="no" title="{}">{}</span>\
                        <button type="button" class="copy" data-copy="{}" data-copied="{}" hidden>{}</button></dd></div>
                        """,
                        language.word("label.payment"),
                        payment.paymentId(),
                        shortReference(payment.paymentId()),
                        payment.paymentId(),
                        language.word("copied"),
                        language.word("copy")));
    }

    /** The end of the id, which differs most between two payments. */
    private static String shortReference(String paymentId) {
        return "…" + paymentId.substring(paymentId.length() - 8);
    }

    private Html actions(Phase phase, @Nullable PaymentView payment, Language language) {
        if (phase.isNotFound()) {
            return Html.of(
                    "<p class=\"actions\"><a class=\"button\" href=\"\">{}</a></p>", language.word("missing.again"));
        }
        if (payment == null) {
            return Html.EMPTY;
        }
        return Html.of(
                "<div class=\"actions\">\n{}{}{}{}</div>",
                toProvider(phase, payment, language),
                phase.isPayable() ? deadline(payment, language) : Html.EMPTY,
                back(phase, payment, language),
                phase.isPaid()
                        ? Html.of(
                                "<a class=\"quiet\" href=\"/pay/{}/receipt?lang={}\">{}</a>\n",
                                payment.paymentId(),
                                language.tag(),
                                language.word("receipt.link"))
                        : Html.EMPTY);
    }

    private static Html toProvider(Phase phase, PaymentView payment, Language language) {
        if (payment.providerUrl() == null) {
            return Html.EMPTY;
        }
        String url = payment.providerUrl().toString();
        return switch (phase) {
            case READY ->
                provider("button", url, language.word("ready.button", amount(payment.amount(), payment, language)));
            case CHECKING -> provider("quiet", url, language.word("checking.link"));
            case UNCONFIRMED -> provider("quiet", url, language.word("unconfirmed.link"));
            default -> Html.EMPTY;
        };
    }

    private static Html provider(String style, String url, String text) {
        return Html.of("<a id=\"pay\" class=\"{}\" rel=\"noreferrer\" href=\"{}\">{}</a>\n", style, url, text);
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

    /** A time of day, or the last hour counted down; the script changes from one to the other. */
    private Html deadline(PaymentView payment, Language language) {
        Duration left = Duration.between(clock.instant(), payment.expiresAt());
        boolean far = left.compareTo(TimeLeft.LONGEST) > 0;
        return Html.of(
                """
                <p class="deadline" data-ms="{}">\
                <span class="until"{}>{} {}</span>\
                <span class="countdown"{}>{} <span id="left" role="timer" aria-live="off" data-five="{}" data-one="{}">{}</span></span></p>
                """,
                left.toMillis(),
                far ? Html.EMPTY : Html.of(" hidden"),
                language.word("until"),
                dates.day(payment.expiresAt(), language),
                far ? Html.of(" hidden") : Html.EMPTY,
                language.word("left"),
                language.word("left.five"),
                language.word("left.one"),
                TimeLeft.of(left));
    }

    /** Who is paid by law, and whom to ask. */
    private static Html seller(PaymentView.Merchant merchant, Language language) {
        String legalName = merchant.legalName();
        SupportContact support = merchant.support();
        if (legalName == null && support == null) {
            return Html.EMPTY;
        }
        return Html.of(
                "<div class=\"seller\">\n{}{}</div>\n",
                legalName == null
                        ? Html.EMPTY
                        : Html.of("<p>{} <bdi>{}</bdi></p>\n", language.word("label.legal_name"), legalName),
                support == null
                        ? Html.EMPTY
                        : Html.of("<p>{} {}</p>\n", language.word("label.support"), link(support)));
    }

    private static String amount(BigDecimal amount, PaymentView payment, Language language) {
        return AmountText.of(amount, payment.currency(), language.locale());
    }
}
