package info.sopranoexch.checkout;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The texts of the page in one language, for the templates.
 *
 * @param timeZone of times; the page's script replaces them with the payer's own time zone
 * @param reviewDays business days until a held payment is decided
 */
record PageText(Language language, ZoneId timeZone, int reviewDays) {
    /** For longer times the page shows a time of day, which does not tick. */
    static final Duration LONGEST_COUNTDOWN = Duration.ofHours(1);
    /** A longer text does not fit on a small phone in the large font. */
    private static final int LONG_AMOUNT = 14;

    private static final String DAY_AND_TIME = "d MMMM, HH:mm (O)";
    private static final String DATE_AND_TIME = "d MMMM yyyy, HH:mm (O)";

    String word(String key) {
        return language.word(key);
    }

    String word(String key, String value) {
        return language.word(key, value);
    }

    String heading(PageState state) {
        return word(state.key() + ".title");
    }

    /** The title for the browser's tab and history. */
    String title(PageModel page) {
        PaymentView payment = page.payment();
        if (payment == null) {
            return heading(page.state());
        }
        String title = heading(page.state()) + " · " + amount(payment);
        String merchant = payment.merchant().name();
        return merchant == null ? title : title + " · " + merchant;
    }

    /** The sentences below the heading. */
    String explanation(PageModel page) {
        PaymentView payment = page.payment();
        PageState state = page.state();
        if (state == PageState.HELD) {
            return word("held.text", word(reviewDays == 1 ? "days.one" : "days.many", String.valueOf(reviewDays)));
        }
        if (state == PageState.FAILED && payment != null && payment.moneyReceived()) {
            return word("failed.received");
        }
        String refunded = payment == null ? null : refunded(payment);
        return state == PageState.PARTIALLY_REFUNDED && refunded != null
                ? word("partially_refunded.sum", refunded)
                : word(state.key() + ".text");
    }

    String amount(PaymentView payment) {
        return AmountText.of(payment.amount(), payment.currency(), language.locale());
    }

    boolean isLongAmount(PaymentView payment) {
        return amount(payment).length() > LONG_AMOUNT;
    }

    private @Nullable String refunded(PaymentView payment) {
        BigDecimal refunded = payment.refunded();
        return refunded == null || refunded.signum() <= 0
                ? null
                : AmountText.of(refunded, payment.currency(), language.locale());
    }

    /** The rows of the receipt: label and value. */
    Map<String, String> receiptRows(PaymentView payment) {
        Map<String, String> rows = new LinkedHashMap<>();
        Instant paidAt = payment.paidAt();
        add(rows, "label.paid_at", paidAt == null ? null : dateAndTime(paidAt));
        add(rows, "receipt.shop", payment.merchant().name());
        add(rows, "receipt.seller", payment.merchant().legalName());
        add(rows, "receipt.order", payment.orderId());
        add(rows, "receipt.description", payment.description());
        add(rows, "label.payment", payment.paymentId());
        add(rows, "receipt.refunded", refunded(payment));
        return rows;
    }

    private void add(Map<String, String> rows, String label, @Nullable String value) {
        if (value != null) {
            rows.put(word(label), value);
        }
    }

    /** Tag of the locale in which the script writes times. */
    String dateLocale() {
        return language.dates().toLanguageTag();
    }

    /** {@code 29 ноября, 03:12 (GMT+3)}. */
    String dayAndTime(Instant time) {
        return format(time, DAY_AND_TIME);
    }

    /** {@code 29 ноября 2026, 03:12 (GMT+3)}. */
    String dateAndTime(Instant time) {
        return format(time, DATE_AND_TIME);
    }

    private String format(Instant time, String pattern) {
        return DateTimeFormatter.ofPattern(pattern, language.dates())
                .withZone(timeZone)
                .format(time);
    }

    /** A countdown of at most an hour, as 14:05. The page's script formats it in the same way. */
    String countdown(Duration left) {
        Duration shown = left.isNegative() ? Duration.ZERO : left;
        return String.format(Locale.ROOT, "%d:%02d", shown.toMinutes(), shown.toSecondsPart());
    }
}
