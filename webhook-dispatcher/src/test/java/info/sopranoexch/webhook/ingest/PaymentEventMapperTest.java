package info.sopranoexch.webhook.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import info.sopranoexch.schemas.UnrecognizedValueException;
import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.schemas.avro.RefundStatus;
import info.sopranoexch.webhook.support.Events;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentEventMapperTest {
    @ParameterizedTest
    @ValueSource(ints = {-1, 10, 1_000_000_000, Integer.MIN_VALUE})
    void rejectsInvalidDecimals(int decimals) {
        PaymentEvent sound = Events.event("pay_1", 1, PaymentStatus.success, 2);
        PaymentEvent event = PaymentEvent.newBuilder(sound)
                .setPayment(Payment.newBuilder(sound.getPayment())
                        .setCurrencyDecimals(decimals)
                        .build())
                .build();

        assertThatThrownBy(() -> PaymentEventMapper.map(event, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void mapsRefundEventsByType() {
        PaymentEvent failed = Events.refundEnded("pay_1", 1, PaymentStatus.success, RefundStatus.failed, 3);

        assertThat(PaymentEventMapper.map(failed, null).filterName()).isEqualTo("refund.failed");
        assertThat(PaymentEventMapper.map(Events.event("pay_1", 1, PaymentStatus.success, 2), null)
                        .filterName())
                .isEqualTo("success");
    }

    @Test
    void rejectsUnrecognizedTypes() {
        PaymentEvent newer = PaymentEvent.newBuilder(Events.event("pay_1", 1, PaymentStatus.success, 3))
                .setType("dispute.opened")
                .build();

        assertThatThrownBy(() -> PaymentEventMapper.map(newer, null)).isInstanceOf(UnrecognizedValueException.class);
    }
}
