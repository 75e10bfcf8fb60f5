package info.sopranoexch.payment.quarantine;

import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderEventSource;
import info.sopranoexch.schemas.avro.ProviderOutcome;
import info.sopranoexch.schemas.avro.ProviderRefundResult;
import info.sopranoexch.starter.secrets.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a provider report, so that a repetition is recognized.
 * The provider chooses the event id of a callback, so a callback with the
 * same id and other content is another report.
 *
 * @param contentHash null for a response, whose event id is derived from its content
 */
public record ReportIdentity(String eventId, @Nullable String contentHash) {
    private static final int HASH_BYTES = 16;

    public static ReportIdentity of(ProviderEvent event) {
        boolean callback = event.getSource() == ProviderEventSource.callback;
        return new ReportIdentity(event.getEventId(), callback ? hash(event) : null);
    }

    /** The id for a report whose event id was used with other content before. */
    public String distinctId() {
        return contentHash == null ? eventId : eventId + "#" + contentHash;
    }

    /** Hashes the applied fields only: a repetition can differ in times and in the spelling of the body. */
    private static String hash(ProviderEvent event) {
        ProviderRefundResult refund = event.getRefund();
        Stream<?> refundFields = refund == null
                ? Stream.of()
                : Stream.of(
                        String.valueOf(refund.getRefundId()),
                        String.valueOf(refund.getProviderRefundId()),
                        refund.getAmountMinor(),
                        refund.getStatus());
        String fields = Stream.of(
                        event.getPaymentId(),
                        event.getProvider(),
                        event.getOutcome(),
                        String.valueOf(event.getInvoiceId()),
                        String.valueOf(event.getStatus()),
                        String.valueOf(event.getProviderVersion()),
                        String.valueOf(event.getAmountMinor()),
                        String.valueOf(event.getPaidMinor()),
                        String.valueOf(event.getCurrency()),
                        refundFields.map(String::valueOf).toList())
                .map(String::valueOf)
                .collect(Collectors.joining("\n"));
        MessageDigest digest = Sha256.digest();
        digest.update(fields.getBytes(StandardCharsets.UTF_8));
        ByteBuffer raw = event.getRaw();
        if (event.getOutcome() == ProviderOutcome.untranslatable && raw != null) {
            digest.update(raw.duplicate());
        }
        return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
    }
}
