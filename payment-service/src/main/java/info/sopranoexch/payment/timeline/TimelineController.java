package info.sopranoexch.payment.timeline;

import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.domain.PaymentDetails;
import info.sopranoexch.payment.payments.PaymentStore;
import info.sopranoexch.schemas.money.Currencies;
import info.sopranoexch.starter.problem.ProblemException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Reads the timeline of a payment. The first entry is the creation, which is not stored in the timeline. */
@RestController
class TimelineController {
    private static final int MAX_ENTRIES = 1_000;
    private static final String MINOR = "_minor";
    /** The name of an operator is hidden from the account. */
    private static final String OPERATOR = "operator";

    /** Entries are sorted, oldest first. */
    record TimelineResource(String paymentId, List<EntryResource> data) {}

    /** @param type such as {@code payment.success}, {@code provider.callback}, {@code webhook.delivered} */
    record EntryResource(String id, Instant occurredAt, String type, Map<String, Object> data) {}

    private final PaymentStore payments;
    private final TimelineStore store;

    TimelineController(PaymentStore payments, TimelineStore store) {
        this.payments = payments;
        this.store = store;
    }

    @GetMapping("/internal/payments/{paymentId}/timeline")
    TimelineResource timeline(@RequestHeader("X-Account-Id") long accountId, @PathVariable String paymentId) {
        Payment payment = payments.find(paymentId, accountId).orElseThrow(() -> ProblemException.notFound("payment"));
        var entries = new ArrayList<EntryResource>();
        entries.add(creation(payment.details()));
        for (TimelineEntry entry : store.find(paymentId, MAX_ENTRIES)) {
            entries.add(new EntryResource(
                    entry.sourceId(), entry.occurredAt(), entry.kind(), publicDetail(entry.detail(), payment)));
        }
        return new TimelineResource(paymentId, entries);
    }

    private static EntryResource creation(PaymentDetails details) {
        return new EntryResource(
                PaymentDetails.eventId(details.paymentId(), 1),
                details.createdAt(),
                "payment.created",
                Map.of(
                        "amount",
                        details.amount().toDecimal(),
                        "currency",
                        details.amount().currency(),
                        "version",
                        1));
    }

    /** Converts amounts from minor units: {@code paid_minor} becomes the decimal {@code paid_amount}. */
    private static Map<String, Object> publicDetail(Map<String, Object> detail, Payment payment) {
        String currency = String.valueOf(detail.getOrDefault("currency", payment.currency()));
        int decimals =
                Currencies.decimals(currency).orElse(payment.details().amount().decimals());
        var result = new LinkedHashMap<String, Object>();
        detail.forEach((name, value) -> {
            if (name.endsWith(MINOR) && value instanceof Number minor) {
                String bare = name.substring(0, name.length() - MINOR.length());
                result.put(
                        bare.equals("amount") ? bare : bare + "_amount",
                        BigDecimal.valueOf(minor.longValue(), decimals));
            } else if (!name.equals(OPERATOR)) {
                result.put(name, value);
            }
        });
        return result;
    }
}
