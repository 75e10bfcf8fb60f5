package info.sopranoexch.checkout;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A receipt to print: what was paid, when, to whom and for which order. */
@Component
class ReceiptHtml {
    private final DateText dates;

    ReceiptHtml(DateText dates) {
        this.dates = dates;
    }

    Html of(PaymentView payment, Language language) {
        return Html.of(
                """
                <div class="card receipt">
                <section class="state" aria-labelledby="heading">
                <h1 id="heading">{}</h1>
                <p class="amount">{}</p>
                <dl class="details">
                {}</dl>
                <p class="note">{}</p>
                <div class="actions">
                <button type="button" class="button" data-print hidden>{}</button>
                <a class="quiet" href="/pay/{}">{}</a>
                </div>
                </section>
                </div>""",
                language.word("receipt.title"),
                amount(payment.amount(), payment, language),
                rows(payment, language),
                language.word("receipt.note"),
                language.word("receipt.print"),
                payment.paymentId(),
                language.word("receipt.back"));
    }

    private Html rows(PaymentView payment, Language language) {
        BigDecimal refunded = payment.refunded();
        PaymentView.Merchant merchant = payment.merchant();
        List<Html> rows = new ArrayList<>();
        rows.add(row(
                language,
                "label.paid_at",
                payment.paidAt() == null ? null : dates.official(payment.paidAt(), language)));
        rows.add(row(language, "receipt.shop", merchant.name()));
        rows.add(row(language, "receipt.seller", merchant.legalName()));
        rows.add(row(language, "receipt.order", payment.orderId()));
        rows.add(row(language, "receipt.description", payment.description()));
        rows.add(row(language, "label.payment", payment.paymentId()));
        rows.add(row(
                language,
                "receipt.refunded",
                refunded == null || refunded.signum() == 0 ? null : amount(refunded, payment, language)));
        return Html.join(rows.toArray(Html[]::new));
    }

    private static Html row(Language language, String label, @Nullable String value) {
        return value == null
                ? Html.EMPTY
                : Html.of("<div><dt>{}</dt><dd><bdi>{}</bdi></dd></div>\n", language.word(label), value);
    }

    private static String amount(BigDecimal amount, PaymentView payment, Language language) {
        return AmountText.of(amount, payment.currency(), language.locale());
    }
}
