package info.sopranoexch.starter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.kafka.listener.MessageListenerContainer;

class RetryUntilRecoveredTest {
    private static final TopicPartition PARTITION = new TopicPartition("topic", 0);

    private final ConsumerRecord<String, byte[]> first = new ConsumerRecord<>("topic", 0, 0, "pay_1", new byte[0]);
    private final ConsumerRecord<String, byte[]> second = new ConsumerRecord<>("topic", 0, 1, "pay_2", new byte[0]);
    private final ConsumerRecords<String, byte[]> batch =
            new ConsumerRecords<>(Map.of(PARTITION, List.of(first, second)), Map.of());
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private final MessageListenerContainer container = mock(MessageListenerContainer.class);
    private final RetryUntilRecovered handler = new RetryUntilRecovered(
            new ConsumerRetryProperties(Duration.ofMillis(1), Duration.ofMillis(1)),
            new ConsumerOutages(InstantSource.system()));

    @BeforeEach
    void assign() {
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.seek(PARTITION, 2);
        var properties = new ContainerProperties("topic");
        when(container.getContainerProperties()).thenReturn(properties);
        when(container.isRunning()).thenReturn(true);
        when(container.getGroupId()).thenReturn("group");
    }

    /** By default the handler treats a ClassCastException as fatal and skips the batch. */
    @Test
    void retriesBatchAfterClassCastException() {
        int[] attempts = {0};

        handler.handleBatch(
                new ListenerExecutionFailedException("failed", new ClassCastException()),
                batch,
                consumer,
                container,
                () -> {
                    if (++attempts[0] < 20) {
                        throw new ListenerExecutionFailedException("failed", new ClassCastException());
                    }
                });

        assertThat(attempts[0]).isEqualTo(20);
    }

    @Test
    void deliversNamedRecordAgainAfterClassCastException() {
        for (int attempt = 0; attempt < 20; attempt++) {
            var failure = new ListenerExecutionFailedException(
                    "failed", new BatchListenerFailedException("failed", new ClassCastException(), second));

            assertThatThrownBy(() -> handler.handleBatch(failure, batch, consumer, container, () -> {}))
                    .hasMessageContaining("not yet recovered");
            assertThat(consumer.position(PARTITION)).isEqualTo(second.offset());
        }
    }
}
