package info.sopranoexch.gateway.payments;

import info.sopranoexch.starter.validation.Fields;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of a refund request. payment-service checks the amount against the payment's currency.
 *
 * @param amount more than zero; null for the whole refundable amount
 */
record RefundPaymentRequest(@Nullable BigDecimal amount) {

    /** @throws info.sopranoexch.starter.validation.InvalidFieldsException with every error */
    static RefundPaymentRequest read(ObjectNode body) {
        var fields = new Fields(body);
        BigDecimal amount = fields.amount("amount", null);
        fields.check();
        return new RefundPaymentRequest(amount);
    }

    /** Returns one text for all bodies with the same meaning. */
    String canonical() {
        return amount == null
                ? "refund"
                : "refund|" + amount.stripTrailingZeros().toPlainString();
    }
}
