package info.sopranoexch.provider.paymoon;

import info.sopranoexch.provider.events.ProviderResult;
import info.sopranoexch.provider.events.ProviderResult.Reported;
import info.sopranoexch.provider.events.ProviderResult.Untranslatable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Verifies and translates Paymoon's callbacks. */
@Component
public class PaymoonCallbacks {
    private static final String ID = "X-Paymoon-Event-Id";
    private static final String TIMESTAMP = "X-Paymoon-Timestamp";
    private static final String SIGNATURE = "X-Paymoon-Signature";
    /** Has no dot, so that the signed text {@code id.timestamp.body} is unambiguous. */
    private static final Pattern VALID_ID = Pattern.compile("[A-Za-z0-9_:-]{1,128}");

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private final PaymoonSignature signature;
    private final InstantSource clock;

    PaymoonCallbacks(PaymoonProperties properties, InstantSource clock) {
        this.signature = new PaymoonSignature(properties.webhookSecrets());
        this.clock = clock;
    }

    /** Result of the verification. */
    public sealed interface Verification {
        /** Paymoon sent the callback. {@code eventId} is Paymoon's id of the event. */
        record Verified(String eventId, String paymentId) implements Verification {}

        /** Signature or timestamp are invalid. */
        record InvalidSignature(String reason) implements Verification {}

        /** The signature is valid, but event id or payment id are not. */
        record Malformed(String reason) implements Verification {}
    }

    /**
     * Content of a callback.
     *
     * @param occurredAt time of the change at Paymoon; null if the callback cannot be translated
     */
    public record Translation(
            ProviderResult result, @Nullable Instant occurredAt) {}

    /**
     * Verifies signature and timestamp, and reads the ids.
     *
     * @param header returns a header of the request by name
     * @param tolerance largest difference between the timestamp and the current time
     */
    public Verification verify(UnaryOperator<@Nullable String> header, byte[] body, Duration tolerance) {
        String id = header.apply(ID);
        String timestamp = header.apply(TIMESTAMP);
        String given = header.apply(SIGNATURE);
        if (id == null || timestamp == null || given == null) {
            return new Verification.InvalidSignature("The signature headers are missing or malformed.");
        }
        if (!VALID_ID.matcher(id).matches()
                || !SECONDS.matcher(timestamp).matches()
                || !signature.matches(id, timestamp, body, given)) {
            return new Verification.InvalidSignature("The signature does not match.");
        }
        Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (Duration.between(sent, clock.instant()).abs().compareTo(tolerance) > 0) {
            return new Verification.InvalidSignature(
                    "The timestamp differs from the current time by more than " + tolerance.toMinutes() + " minutes.");
        }
        return readIds(id, body);
    }

    private static Verification readIds(String headerId, byte[] body) {
        try {
            var ids = PaymoonJson.convert(PaymoonJson.object(body), PaymoonMessages.CallbackIds.class);
            String eventId = PaymoonJson.required(ids.eventId(), "event_id");
            String paymentId = PaymoonJson.required(ids.externalId(), "external_id");
            if (!eventId.equals(headerId)) {
                return new Verification.Malformed("event_id differs from the header's");
            }
            if (!VALID_ID.matcher(paymentId).matches()) {
                return new Verification.Malformed("external_id has invalid characters or is too long");
            }
            return new Verification.Verified(eventId, paymentId);
        } catch (UntranslatableException e) {
            return new Verification.Malformed(String.valueOf(e.getMessage()));
        }
    }

    /** Translates a verified callback. */
    public Translation translate(byte[] body) {
        try {
            var invoice = PaymoonJson.convert(PaymoonJson.object(body), PaymoonMessages.Invoice.class);
            Reported report = PaymoonMapper.report(invoice, PaymoonAmounts.ISO_4217);
            if (report.invoice().version() == null) {
                throw new UntranslatableException("version is missing");
            }
            return new Translation(report, PaymoonMapper.occurredAt(invoice));
        } catch (UntranslatableException e) {
            return new Translation(new Untranslatable(String.valueOf(e.getMessage()), body), null);
        }
    }
}
