package info.sopranoexch.gateway.payments;

import info.sopranoexch.gateway.commands.Command;
import info.sopranoexch.gateway.commands.Outcome;
import info.sopranoexch.gateway.json.JsonWriter;
import info.sopranoexch.schemas.money.Currencies;

/** A payment as merchants see it; the first seven fields are those of the published text, in its order. */
final class PaymentJson {
    private PaymentJson() {}

    static byte[] payment(Outcome.Payment payment, String paymentUrl) {
        return JsonWriter.object(json -> write(json, payment, paymentUrl));
    }

    /** The payment and the refund that was asked for; {@code pending} until the provider has an outcome. */
    static byte[] refund(Outcome.Refund refund, Outcome.Payment payment, String paymentUrl) {
        return JsonWriter.object(json -> {
            write(json, payment, paymentUrl);
            json.object("refund", part -> {
                part.string("refund_id", refund.refundId())
                        .string("payment_id", payment.paymentId())
                        .integer("merchant_id", payment.merchantId())
                        .amount("amount", refund.amountMinor(), payment.decimals())
                        .string("currency", payment.currency())
                        .string("status", refund.status())
                        .string("origin", refund.origin())
                        .string("failure_code", refund.failureCode())
                        .time("created_at", refund.createdAt());
                if (refund.endedAt() == null) {
                    part.nothing("ended_at");
                } else {
                    part.time("ended_at", refund.endedAt());
                }
            });
        });
    }

    private static void write(JsonWriter json, Outcome.Payment payment, String paymentUrl) {
        json.integer("id", payment.id())
                .integer("merchant_id", payment.merchantId())
                .string("payment_id", payment.paymentId())
                .amount("amount", payment.amountMinor(), payment.decimals())
                .string("currency", payment.currency())
                .string("status", payment.status())
                .string("payment_url", paymentUrl)
                .string("description", payment.description())
                .string("order_id", payment.orderId())
                .strings("metadata", payment.metadata())
                .time("created_at", payment.createdAt())
                .time("expires_at", payment.expiresAt())
                .amount("refunded_amount", payment.refundedMinor(), payment.decimals())
                .amount("paid_amount", payment.paidMinor(), payment.decimals())
                .amount("refundable_amount", payment.refundableMinor(), payment.decimals());
        Outcome.Issue issue = payment.issue();
        if (issue != null) {
            json.object("issue", part -> part.string("code", issue.code()).string("message", issue.message()));
        }
        json.bool("sandbox", payment.sandbox());
    }

    /** A create without an Idempotency-Key whose command is safe but not applied yet; what is not known is null. */
    static byte[] accepted(String paymentId, String paymentUrl, Command.Create asked) {
        int decimals = Currencies.decimals(asked.currency()).orElseThrow();
        return JsonWriter.object(json -> json.nothing("id")
                .integer("merchant_id", asked.merchantId())
                .string("payment_id", paymentId)
                .amount("amount", asked.amountMinor(), decimals)
                .string("currency", asked.currency())
                .string("status", "pending")
                .string("payment_url", paymentUrl)
                .string("description", asked.description())
                .string("order_id", asked.orderId())
                .strings("metadata", asked.metadata())
                .nothing("created_at")
                .nothing("expires_at")
                .amount("refunded_amount", 0, decimals)
                .amount("paid_amount", 0, decimals)
                .amount("refundable_amount", 0, decimals)
                .bool("sandbox", asked.sandbox()));
    }

    /**
     * A create with an Idempotency-Key whose command is safe but not applied yet. An earlier request may have used the key with
     * another amount, so this says only what is true of the payment in any case.
     */
    static byte[] acceptedKey(String paymentId, String paymentUrl, boolean sandbox) {
        return JsonWriter.object(json -> json.nothing("id")
                .nothing("merchant_id")
                .string("payment_id", paymentId)
                .nothing("amount")
                .nothing("currency")
                .string("status", "pending")
                .string("payment_url", paymentUrl)
                .nothing("description")
                .nothing("order_id")
                .nothing("metadata")
                .nothing("created_at")
                .nothing("expires_at")
                .nothing("refunded_amount")
                .nothing("paid_amount")
                .nothing("refundable_amount")
                .bool("sandbox", sandbox));
    }

    /** A change whose command is safe but not applied yet, so that its outcome is not known. */
    static byte[] acceptedChange(String paymentId, String paymentUrl, String operation) {
        return JsonWriter.object(json -> json.string("payment_id", paymentId)
                .string("payment_url", paymentUrl)
                .string("operation", operation)
                .string("outcome", "unknown"));
    }
}
