package info.sopranoexch.provider.paymoon;

import info.sopranoexch.provider.answer.ProviderAnswer;
import info.sopranoexch.provider.answer.ProviderAnswer.Reported;
import info.sopranoexch.provider.answer.ProviderAnswer.Untranslatable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Paymoon's callbacks: is one genuine, whom is it about, and what does it say. */
@Component
public class PaymoonCallbacks {
    private static final String ID = "X-Paymoon-Event-Id";
    private static final String TIMESTAMP = "X-Paymoon-Timestamp";
    private static final String SIGNATURE = "X-Paymoon-Signature";
    private static final Duration WINDOW = Duration.ofMinutes(5);
    /** No dot, so that {@code id.timestamp.body} can be read in one way only. */
    private static final Pattern SANE_ID = Pattern.compile("[A-Za-z0-9_:-]{1,128}");

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private final PaymoonSignature signature;
    private final InstantSource clock;

    PaymoonCallbacks(PaymoonProperties properties, InstantSource clock) {
        this.signature = new PaymoonSignature(properties.webhookSecrets());
        this.clock = clock;
    }

    /** What to do with a callback. */
    public sealed interface Verdict {
        /** Genuine. {@code callbackId} is Paymoon's event id, {@code externalId} the payment it names. */
        record Genuine(String callbackId, String externalId) implements Verdict {}

        /** Not signed by Paymoon, or too old or new to tell. */
        record Forged(String why) implements Verdict {}

        /** Signed, but it cannot be told whom it is about. */
        record Unreadable(String why) implements Verdict {}
    }

    /**
     * What a callback says.
     *
     * @param occurredAt when Paymoon says it happened; null when that cannot be read
     */
    public record Translation(
            ProviderAnswer answer, @Nullable Instant occurredAt) {}

    /**
     * Tells whether a callback is genuine and whom it is about.
     *
     * @param header gives a header of the request by name, null when it is absent
     */
    public Verdict verify(UnaryOperator<@Nullable String> header, byte[] body) {
        String id = header.apply(ID);
        String timestamp = header.apply(TIMESTAMP);
        String given = header.apply(SIGNATURE);
        if (id == null || timestamp == null || given == null) {
            return new Verdict.Forged("The signature headers are missing or malformed.");
        }
        if (!SANE_ID.matcher(id).matches()
                || !SECONDS.matcher(timestamp).matches()
                || !signature.matches(id, timestamp, body, given)) {
            return new Verdict.Forged("The signature does not match.");
        }
        Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (Duration.between(sent, clock.instant()).abs().compareTo(WINDOW) > 0) {
            return new Verdict.Forged("The timestamp differs from the current time by more than 5 minutes.");
        }
        return envelope(id, body);
    }

    private static Verdict envelope(String id, byte[] body) {
        try {
            JsonNode json = PaymoonJson.object(body);
            String eventId = PaymoonJson.text(json, "event_id");
            String externalId = PaymoonJson.text(json, "external_id");
            if (!eventId.equals(id)) {
                return new Verdict.Unreadable("event_id differs from the header's");
            }
            if (!SANE_ID.matcher(externalId).matches()) {
                return new Verdict.Unreadable("external_id has characters that no id has, or too many");
            }
            return new Verdict.Genuine(eventId, externalId);
        } catch (UntranslatableException e) {
            return new Verdict.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Tells what a callback says.
     *
     * @param body as it was verified
     */
    public Translation translate(byte[] body) {
        try {
            JsonNode json = PaymoonJson.object(body);
            if (PaymoonJson.ordinalOrNull(json, "version") == null) {
                throw new UntranslatableException("version is missing");
            }
            var answer = new Reported(
                    PaymoonMapper.invoice(json, PaymoonAmounts.ISO_4217),
                    PaymoonMapper.refund(json, PaymoonAmounts.ISO_4217));
            return new Translation(answer, PaymoonMapper.occurredAt(json));
        } catch (UntranslatableException e) {
            return new Translation(new Untranslatable(String.valueOf(e.getMessage()), body), null);
        }
    }
}
