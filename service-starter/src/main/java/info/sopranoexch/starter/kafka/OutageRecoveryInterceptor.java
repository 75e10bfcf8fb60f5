package info.sopranoexch.starter.kafka;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.springframework.kafka.listener.BatchInterceptor;

/** Ends the outage of a consumer whose batch succeeds at the first attempt. */
final class OutageRecoveryInterceptor implements BatchInterceptor<Object, Object> {
    private final ConsumerOutages outages;

    OutageRecoveryInterceptor(ConsumerOutages outages) {
        this.outages = outages;
    }

    @Override
    public ConsumerRecords<Object, Object> intercept(
            ConsumerRecords<Object, Object> records, Consumer<Object, Object> consumer) {
        return records;
    }

    @Override
    public void success(ConsumerRecords<Object, Object> records, Consumer<Object, Object> consumer) {
        outages.recovered();
    }
}
