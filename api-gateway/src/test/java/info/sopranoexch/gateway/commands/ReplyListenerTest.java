package info.sopranoexch.gateway.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import info.sopranoexch.schemas.UnrecognizedValueException;
import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentReply;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.schemas.avro.ReplyOutcome;
import info.sopranoexch.starter.api.PublicUrlProperties;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReplyListenerTest {
    @Test
    void readsKnownValues() {
        assertThat(result(reply(ReplyOutcome.applied, PaymentStatus.pending)))
                .isInstanceOf(CommandResult.Applied.class);
    }

    /** The caller gets 202 at its timeout, as without a reply. */
    @Test
    void rejectsUnrecognizedValues() {
        assertThatThrownBy(() -> result(reply(ReplyOutcome.unrecognized, PaymentStatus.pending)))
                .isInstanceOf(UnrecognizedValueException.class);
        assertThatThrownBy(() -> result(reply(ReplyOutcome.applied, PaymentStatus.unrecognized)))
                .isInstanceOf(UnrecognizedValueException.class);
    }

    private static CommandResult result(PaymentReply reply) {
        return ReplyListener.result(reply, new PublicUrlProperties(URI.create("https://pay.example.com")));
    }

    private static PaymentReply reply(ReplyOutcome outcome, PaymentStatus status) {
        return PaymentReply.newBuilder()
                .setCommandId("c1")
                .setPaymentId("pay_1")
                .setOutcome(outcome)
                .setPayment(Payment.newBuilder()
                        .setPaymentId("pay_1")
                        .setId(1)
                        .setAccountId(1)
                        .setMerchantId(1)
                        .setAmountMinor(100)
                        .setCurrency("RUB")
                        .setCurrencyDecimals(2)
                        .setStatus(status)
                        .setVersion(1)
                        .setCreatedAt(Instant.EPOCH)
                        .setExpiresAt(Instant.EPOCH)
                        .setUpdatedAt(Instant.EPOCH)
                        .build())
                .setRepliedAt(Instant.EPOCH)
                .build();
    }
}
