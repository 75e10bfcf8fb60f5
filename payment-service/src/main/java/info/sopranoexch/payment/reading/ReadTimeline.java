package info.sopranoexch.payment.reading;

import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.timeline.TimelineEntry;
import info.sopranoexch.payment.timeline.TimelineStore;
import info.sopranoexch.schemas.money.Currencies;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** A payment's timeline as its account sees it: the creation, which is in the payment itself, and the lines kept since. */
@Component
class ReadTimeline {
    private static final int MAX_LINES = 1_000;
    private static final String MINOR = "_minor";
    /** Who of us decided is not the account's to know. */
    private static final String OPERATOR = "operator";

    private final TimelineStore store;

    ReadTimeline(TimelineStore store) {
        this.store = store;
    }

    TimelineJson of(Payment payment) {
        var lines = new ArrayList<TimelineJson.Line>();
        var terms = payment.terms();
        lines.add(new TimelineJson.Line(
                "evt_" + terms.paymentId().replaceFirst("^pay_", "") + "_1",
                terms.createdAt(),
                "payment.created",
                Map.of(
                        "amount",
                        terms.amount().toDecimal(),
                        "currency",
                        terms.amount().currency(),
                        "version",
                        1)));
        for (TimelineEntry entry : store.of(terms.paymentId(), MAX_LINES)) {
            lines.add(new TimelineJson.Line(
                    entry.sourceId(), entry.occurredAt(), entry.kind(), amounts(entry.detail(), payment)));
        }
        return new TimelineJson(terms.paymentId(), lines);
    }

    /** Minor units are ours; outside, an amount is a decimal: {@code paid_minor} becomes {@code paid_amount}. */
    private static Map<String, Object> amounts(Map<String, Object> detail, Payment payment) {
        String currency = String.valueOf(
                detail.getOrDefault("currency", payment.terms().amount().currency()));
        int decimals =
                Currencies.decimals(currency).orElse(payment.terms().amount().decimals());
        var told = new LinkedHashMap<String, Object>();
        detail.forEach((name, value) -> {
            if (name.endsWith(MINOR) && value instanceof Number minor) {
                String bare = name.substring(0, name.length() - MINOR.length());
                told.put(
                        bare.equals("amount") ? bare : bare + "_amount",
                        BigDecimal.valueOf(minor.longValue(), decimals));
            } else if (!name.equals(OPERATOR)) {
                told.put(name, value);
            }
        });
        return told;
    }
}
