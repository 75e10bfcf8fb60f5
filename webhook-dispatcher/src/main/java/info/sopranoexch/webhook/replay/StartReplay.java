package info.sopranoexch.webhook.replay;

import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.webhook.delivery.WebhookType;
import info.sopranoexch.webhook.inspection.InvalidQueryException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Makes a replay job of what a merchant asks for. */
@Service
class StartReplay {
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private final ReplayStore store;
    private final ReplayProperties properties;
    private final InstantSource clock;

    StartReplay(ReplayStore store, ReplayProperties properties, InstantSource clock) {
        this.store = store;
        this.properties = properties;
        this.clock = clock;
    }

    /** @throws InvalidQueryException when it cannot be done as asked */
    ReplayJob start(long accountId, long merchantId, ReplayRequest request) {
        Instant now = clock.instant();
        Instant since = request.since();
        if (since == null) {
            throw new InvalidQueryException("since", "required", "is required");
        }
        Instant until = request.until() == null ? now : request.until();
        checkRange("since", since);
        checkRange("until", until);
        if (!since.isBefore(until)) {
            throw new InvalidQueryException("since", "invalid", "must be before until");
        }
        checkStatus(request.status());
        if (store.running(merchantId) >= properties.maxRunning()) {
            throw new ReplayRunningException();
        }
        return store.insert(accountId, merchantId, since, until, request.status(), now);
    }

    /** Further out lie years that the database cannot hold. */
    private static void checkRange(String field, Instant time) {
        if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
            throw new InvalidQueryException(field, "out_of_range", "must be a time of our era");
        }
    }

    private static void checkStatus(@Nullable String status) {
        boolean known = status == null
                || WebhookType.OF_REFUNDS.contains(status)
                || Arrays.stream(PaymentStatus.values())
                        .filter(s -> s != PaymentStatus.unrecognized)
                        .anyMatch(s -> s.toString().equals(status));
        if (!known) {
            throw new InvalidQueryException(
                    "status", "invalid", "must be a status of a payment, refund.succeeded or refund.failed");
        }
    }
}
