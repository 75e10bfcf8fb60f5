package info.sopranoexch.gateway.commands;

import info.sopranoexch.gateway.kafka.AvroValues;
import info.sopranoexch.gateway.kafka.AvroValues.Value;
import info.sopranoexch.gateway.kafka.Follower;
import info.sopranoexch.gateway.kafka.KafkaClients;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.PaymentReply;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Holds partitions of {@code payment.replies.v1}, assigned by the group of all gateways, and hands the replies on them to
 * those who wait. It reads from the moment it gets a partition: older replies are for nobody.
 */
@Component
public class ReplyInbox extends Follower {
    private static final String GROUP = "api-gateway-replies";

    private final KafkaClients clients;
    private final AvroValues values;
    private final PendingReplies pending;
    private final List<Integer> held = new CopyOnWriteArrayList<>();

    ReplyInbox(KafkaClients clients, AvroValues values, PendingReplies pending) {
        super("replies");
        this.clients = clients;
        this.values = values;
        this.pending = pending;
    }

    /** One of the partitions that are held and positioned; null while there is none. */
    @Nullable
    Integer partition() {
        Object[] partitions = held.toArray();
        return partitions.length == 0
                ? null
                : (Integer) partitions[ThreadLocalRandom.current().nextInt(partitions.length)];
    }

    public boolean isReady() {
        return !held.isEmpty();
    }

    @Override
    protected KafkaConsumer<byte[], byte[]> open() {
        KafkaConsumer<byte[], byte[]> consumer = clients.member(GROUP);
        consumer.subscribe(List.of(Topics.PAYMENT_REPLIES), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                consumer.seekToEnd(partitions);
                for (TopicPartition partition : partitions) {
                    // Seeking is lazy; a reply that is sent before the position is fixed would be jumped over.
                    consumer.position(partition);
                    held.add(partition.partition());
                }
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                partitions.forEach(partition -> held.remove((Integer) partition.partition()));
            }
        });
        return consumer;
    }

    @Override
    protected void lost() {
        held.clear();
    }

    @Override
    protected void take(KafkaConsumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (values.read(record) instanceof Value.Present(PaymentReply reply)
                    && pending.expects(reply.getCommandId())) {
                complete(record, reply);
            }
        }
    }

    private void complete(ConsumerRecord<byte[], byte[]> record, PaymentReply reply) {
        try {
            pending.complete(reply.getCommandId(), ReplyRecords.outcome(reply));
        } catch (RuntimeException e) {
            // Whoever waits is answered 202; the ones behind it must not.
            values.unreadable(record, e);
        }
    }
}
