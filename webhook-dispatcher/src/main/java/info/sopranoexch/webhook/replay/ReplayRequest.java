package info.sopranoexch.webhook.replay;

import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.starter.validation.FieldErrors;
import info.sopranoexch.starter.validation.Fields;
import info.sopranoexch.webhook.deliveries.WebhookType;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The filters of a replay.
 *
 * @param since only deliveries that were accepted at this time or later
 * @param until only deliveries that were accepted before this time; null for now
 * @param status of the payment; null for any
 */
record ReplayRequest(
        Instant since, @Nullable Instant until, @Nullable String status) {
    private static final Set<String> STATUSES = Stream.concat(
                    WebhookType.OF_REFUNDS.stream(),
                    Arrays.stream(PaymentStatus.values())
                            .filter(status -> status != PaymentStatus.unrecognized)
                            .map(PaymentStatus::toString))
            .collect(Collectors.toUnmodifiableSet());

    /** @throws info.sopranoexch.starter.validation.InvalidFieldsException with all errors */
    static ReplayRequest read(ObjectNode body, Instant now) {
        var fields = new Fields(body);
        Instant since = fields.requiredTime("since");
        Instant until = fields.time("until");
        String status = fields.option("status", STATUSES);
        if (since != null && !since.isBefore(until == null ? now : until)) {
            fields.error(until == null ? FieldErrors.notInThePast("since") : FieldErrors.emptyRange("since", "until"));
        }
        fields.check();
        return new ReplayRequest(Objects.requireNonNull(since), until, status);
    }
}
