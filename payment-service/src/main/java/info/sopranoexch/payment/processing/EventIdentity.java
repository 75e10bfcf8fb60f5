package info.sopranoexch.payment.processing;

import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderEventSource;
import info.sopranoexch.schemas.avro.ProviderOutcome;
import info.sopranoexch.schemas.avro.ProviderRefundResult;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether two reports are the same. The provider chooses the event id of a callback, so the same id with other content
 * is another report.
 *
 * @param contentHash of what a callback says; null for a response, whose event id follows from its content
 */
record EventIdentity(String eventId, @Nullable String contentHash) {
    /** Bytes of the hash that are kept. */
    private static final int LENGTH = 16;

    static EventIdentity of(ProviderEvent event) {
        boolean callback = event.getSource() == ProviderEventSource.callback;
        return new EventIdentity(event.getEventId(), callback ? hash(event) : null);
    }

    /** The id for a report whose event id was used with other content before. */
    String distinctId() {
        return contentHash == null ? eventId : eventId + "#" + contentHash;
    }

    private static String hash(ProviderEvent event) {
        MessageDigest digest = sha256();
        digest.update(said(event).getBytes(StandardCharsets.UTF_8));
        ByteBuffer raw = event.getRaw();
        if (event.getOutcome() == ProviderOutcome.untranslatable && raw != null) {
            digest.update(raw.duplicate());
        }
        return HexFormat.of().formatHex(digest.digest(), 0, LENGTH);
    }

    /** What is applied of the report, and neither when nor how it came: a repetition may be spelt in another way. */
    private static String said(ProviderEvent event) {
        ProviderRefundResult refund = event.getRefund();
        Object[] refunded = refund == null
                ? new Object[] {}
                : new Object[] {
                    refund.getRefundId(), refund.getProviderRefundId(), refund.getAmountMinor(), refund.getStatus()
                };
        Object[] said = {
            event.getPaymentId(),
            event.getProvider(),
            event.getOutcome(),
            event.getInvoiceId(),
            event.getStatus(),
            event.getProviderVersion(),
            event.getAmountMinor(),
            event.getPaidMinor(),
            event.getCurrency(),
            Arrays.toString(refunded)
        };
        return Arrays.stream(said).map(String::valueOf).collect(Collectors.joining("\n"));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
