package info.sopranoexch.payment.reading;

import info.sopranoexch.payment.payments.HeldPayments;
import info.sopranoexch.payment.payments.HeldPayments.Held;
import info.sopranoexch.payment.web.Page;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What waits for an operator to settle it, the oldest payment first. */
@RestController
class HeldPaymentController {
    /**
     * @param paidMinor what "accept" takes and "refund" gives back; 0 when money of another currency came
     * @param reportedMinor what came, as the provider said it
     */
    record HeldJson(
            String paymentId,
            long accountId,
            long merchantId,
            BigDecimal amount,
            String currency,
            long amountMinor,
            long paidMinor,
            @Nullable Long reportedMinor,
            @Nullable String reportedCurrency,
            String status,
            Instant heldSince) {}

    private final HeldPayments payments;

    HeldPaymentController(HeldPayments payments) {
        this.payments = payments;
    }

    @GetMapping("/internal/reviews")
    Page<HeldJson> list(@RequestParam(defaultValue = "50") int limit, @RequestParam @Nullable String cursor) {
        int size = Page.limit(limit);
        List<String> after = Page.parse(cursor, 1);
        List<Held> found = payments.find(after == null ? 0 : Page.number(after.getFirst()), size + 1);
        return Page.of(found, size, held -> Page.cursor(String.valueOf(held.id())))
                .map(HeldPaymentController::json);
    }

    private static HeldJson json(Held held) {
        return new HeldJson(
                held.paymentId(),
                held.accountId(),
                held.merchantId(),
                held.amount().toDecimal(),
                held.amount().currency(),
                held.amount().minor(),
                held.paidMinor(),
                held.reportedMinor(),
                held.reportedCurrency(),
                held.status().code(),
                held.heldSince());
    }
}
