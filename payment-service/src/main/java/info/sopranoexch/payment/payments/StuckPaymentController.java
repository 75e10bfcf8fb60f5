package info.sopranoexch.payment.payments;

import info.sopranoexch.payment.payments.StuckPaymentStore.StuckPayment;
import info.sopranoexch.payment.web.Page;
import info.sopranoexch.starter.validation.FieldErrors;
import info.sopranoexch.starter.validation.InvalidFieldsException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Operators' list of payments that should have ended, of all accounts. */
@RestController
class StuckPaymentController {
    /** One year in seconds. */
    private static final long MAX_OLDER_THAN = 31_536_000;

    private final StuckPaymentStore payments;
    private final InstantSource clock;

    StuckPaymentController(StuckPaymentStore payments, InstantSource clock) {
        this.payments = payments;
        this.clock = clock;
    }

    /** @param olderThanSeconds minimum time since the expiry or since the creation of the refund */
    @GetMapping("/internal/stuck-payments")
    Page<StuckPayment> list(
            @RequestParam(name = "older_than", defaultValue = "900") long olderThanSeconds,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam @Nullable String cursor) {
        if (olderThanSeconds < 0 || olderThanSeconds > MAX_OLDER_THAN) {
            throw new InvalidFieldsException(FieldErrors.outOfRange("older_than", 0, MAX_OLDER_THAN));
        }
        int size = Page.limit(limit);
        List<String> after = Page.parse(cursor, 1);
        List<StuckPayment> found = payments.find(
                clock.instant().minus(Duration.ofSeconds(olderThanSeconds)),
                after == null ? "" : after.getFirst(),
                size + 1);
        return Page.of(found, size, stuck -> Page.cursor(stuck.paymentId()));
    }
}
