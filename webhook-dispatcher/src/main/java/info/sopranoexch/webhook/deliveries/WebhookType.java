package info.sopranoexch.webhook.deliveries;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The type of a webhook: it reports a payment status or the end of a refund. */
public final class WebhookType {
    public static final String REFUND_SUCCEEDED = "refund.succeeded";
    public static final String REFUND_FAILED = "refund.failed";

    /** The types of webhooks about refunds. */
    public static final List<String> OF_REFUNDS = List.of(REFUND_SUCCEEDED, REFUND_FAILED);

    private static final String OF_PAYMENTS = "payment.";

    private WebhookType() {}

    /** @return such as {@code payment.success} or {@code refund.failed} */
    public static String of(String status, @Nullable String refundType) {
        return refundType == null ? OF_PAYMENTS + status : refundType;
    }

    public static boolean isOfPayments(String type) {
        return type.startsWith(OF_PAYMENTS);
    }
}
