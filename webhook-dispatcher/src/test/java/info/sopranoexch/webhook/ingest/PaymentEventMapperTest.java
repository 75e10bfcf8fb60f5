package info.sopranoexch.webhook.ingest;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.webhook.support.Events;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentEventMapperTest {
    @ParameterizedTest
    @ValueSource(ints = {-1, 10, 1_000_000_000, Integer.MIN_VALUE})
    void aPaymentHasTheDecimalsOfACurrency(int decimals) {
        PaymentEvent sound = Events.event("pay_1", 1, PaymentStatus.success, 2);
        PaymentEvent event = PaymentEvent.newBuilder(sound)
                .setPayment(Payment.newBuilder(sound.getPayment())
                        .setCurrencyDecimals(decimals)
                        .build())
                .build();

        assertThatThrownBy(() -> PaymentEventMapper.map(event, null)).isInstanceOf(IllegalArgumentException.class);
    }
}
