package info.sopranoexch.gateway.payments;

import info.sopranoexch.gateway.commands.Uuids;
import info.sopranoexch.starter.secrets.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Creates the ids of payments and refunds. With an Idempotency-Key the id is derived from the request, so repeated requests
 * meet in one partition and one row, whichever gateway gets them. The derivation is an HMAC: a guessed Idempotency-Key must
 * not reveal the address of a payer's page.
 */
@Component
class PaymentIds {
    private static final String PAYMENT = "pay_";
    private static final String REFUND = "rfd_";

    private final byte[] current;
    private final List<byte[]> former;

    PaymentIds(PaymentIdProperties properties) {
        List<byte[]> all = properties.secrets().stream()
                .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
                .toList();
        this.current = all.getFirst();
        this.former = all.subList(1, all.size());
    }

    /** Creates a payment id that cannot be guessed: it has 74 random bits. */
    static String newPaymentId(long epochMillis) {
        return PAYMENT + Uuids.hex(Uuids.v7(epochMillis));
    }

    static String newRefundId(long epochMillis) {
        return REFUND + Uuids.hex(Uuids.v7(epochMillis));
    }

    String derivePaymentId(long accountId, String idempotencyKey) {
        return derivePaymentId(current, accountId, idempotencyKey);
    }

    /** Returns the ids that former secrets derive, the latest secret first. Usually there are none. */
    List<String> deriveFormerPaymentIds(long accountId, String idempotencyKey) {
        return former.stream()
                .map(secret -> derivePaymentId(secret, accountId, idempotencyKey))
                .toList();
    }

    String deriveRefundId(long accountId, String paymentId, String idempotencyKey) {
        return derive(current, REFUND, String.valueOf(accountId), "refund", paymentId, idempotencyKey);
    }

    private static String derivePaymentId(byte[] secret, long accountId, String idempotencyKey) {
        return derive(secret, PAYMENT, String.valueOf(accountId), "create", idempotencyKey);
    }

    private static String derive(byte[] secret, String prefix, String... parts) {
        List<byte[]> text = new ArrayList<>();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            // The length before each part prevents that two lists of parts have the same bytes.
            text.add(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            text.add(bytes);
        }
        return prefix + Uuids.hex(Uuids.v8(Sha256.hmac(secret, text)));
    }
}
