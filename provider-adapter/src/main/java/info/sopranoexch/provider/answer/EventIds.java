package info.sopranoexch.provider.answer;

import info.sopranoexch.provider.answer.ProviderAnswer.NotFound;
import info.sopranoexch.provider.answer.ProviderAnswer.Refused;
import info.sopranoexch.provider.answer.ProviderAnswer.Reported;
import info.sopranoexch.provider.answer.ProviderAnswer.Unknown;
import info.sopranoexch.provider.answer.ProviderAnswer.Untranslatable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Ids that survive a redelivery. A callback's depends on the provider's event id alone, so that the second delivery of it
 * is seen to be the same. An answer's depends on the cause and on what was answered: one command that is carried out twice
 * with different outcomes gives two events, and with the same outcome one.
 */
final class EventIds {
    private EventIds() {}

    static String of(Origin origin, ProviderAnswer answer) {
        return origin.kind() == Origin.Kind.CALLBACK
                ? "pev_cb_" + digest(origin.causeId())
                : "pev_" + digest(origin.causeId() + "\n" + origin.kind() + "\n" + outcome(answer));
    }

    private static String outcome(ProviderAnswer answer) {
        return switch (answer) {
            case Reported(InvoiceReport invoice, RefundReport refund) ->
                "reported " + invoice.invoiceId() + " " + invoice.status() + " " + invoice.version() + " "
                        + invoice.paidMinor() + " " + refund(refund);
            case NotFound _ -> "not_found";
            case Refused _ -> "refused";
            case Unknown _ -> "unknown";
            case Untranslatable _ -> "untranslatable";
        };
    }

    private static String refund(@Nullable RefundReport refund) {
        return refund == null ? "-" : refund.status() + " " + refund.providerRefundId() + " " + refund.amountMinor();
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
