package info.sopranoexch.gateway.kafka;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.DoubleSupplier;

/** The lag of a consumer that commits no offsets, so only the consumer itself knows it. */
public final class ConsumerLagGauge {
    private ConsumerLagGauge() {}

    /** @param lag unread records of the partition that is furthest behind; NaN while nothing is read */
    public static void register(String consumer, DoubleSupplier lag, MeterRegistry meters) {
        Gauge.builder("soprano.gateway.consumer.lag", lag, DoubleSupplier::getAsDouble)
                .description("unread records of the partition that is furthest behind")
                .tag("consumer", consumer)
                .strongReference(true)
                .register(meters);
    }
}
