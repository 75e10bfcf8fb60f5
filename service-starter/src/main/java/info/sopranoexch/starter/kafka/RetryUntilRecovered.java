package info.sopranoexch.starter.kafka;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Retries a failed batch without limit. A listener throws only for an outage: records that are to blame themselves are
 * dead-lettered inside it. Between two attempts the container polls with its partitions paused, so the consumer stays in its
 * group however long the outage is.
 */
final class RetryUntilRecovered extends DefaultErrorHandler {
    private final ConsumerOutages outages;

    RetryUntilRecovered(ConsumerRetryProperties properties, ConsumerOutages outages) {
        super(backOff(properties));
        this.outages = outages;
        // Some exceptions are not retried by default: their batch would be skipped.
        setClassifications(Map.of(), true);
    }

    private static ExponentialBackOff backOff(ConsumerRetryProperties properties) {
        var backOff = new ExponentialBackOff(properties.first().toMillis(), 2);
        backOff.setMaxInterval(properties.longest().toMillis());
        return backOff;
    }

    @Override
    public void handleBatch(
            Exception thrown,
            ConsumerRecords<?, ?> data,
            Consumer<?, ?> consumer,
            MessageListenerContainer container,
            Runnable invokeListener) {
        outages.failed(group(container), thrown);
        super.handleBatch(thrown, data, consumer, container, () -> invoke(invokeListener, container));
    }

    @Override
    public <K, V> ConsumerRecords<K, V> handleBatchAndReturnRemaining(
            Exception thrown,
            ConsumerRecords<?, ?> data,
            Consumer<?, ?> consumer,
            MessageListenerContainer container,
            Runnable invokeListener) {
        outages.failed(group(container), thrown);
        return super.handleBatchAndReturnRemaining(
                thrown, data, consumer, container, () -> invoke(invokeListener, container));
    }

    private void invoke(Runnable invokeListener, MessageListenerContainer container) {
        try {
            invokeListener.run();
        } catch (RuntimeException e) {
            outages.failed(group(container), e);
            throw e;
        }
        outages.recovered();
    }

    private static String group(MessageListenerContainer container) {
        return String.valueOf(container.getGroupId());
    }
}
