package info.sopranoexch.payment.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.payment.testing.Accounts;
import info.sopranoexch.payment.testing.Commands;
import info.sopranoexch.payment.testing.LiveService;
import info.sopranoexch.payment.testing.ProviderEvents;
import info.sopranoexch.payment.testing.TopicReader;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.kafka.RecordSender;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Kills the database or the broker under load: every payment exists once, and its events are in order. */
@LiveService
class FaultsIT {
    private static final Duration IN_TIME = Duration.ofSeconds(120);
    private static final int CHUNK = 50;

    @Autowired
    private RecordSender sender;

    @Autowired
    private AvroCodec codec;

    @Autowired
    private JdbcClient jdbc;

    private long account;
    private long merchant;
    private final List<String> ids =
            IntStream.range(0, 600).mapToObj(_ -> Commands.newPaymentId()).toList();

    @BeforeEach
    void someMerchant() {
        account = Accounts.create(jdbc);
        merchant = Accounts.merchant(jdbc, account);
    }

    @Test
    void losesNothingWhenDatabaseIsKilled() {
        Infrastructure infrastructure = Infrastructure.shared();
        createAll(() -> {
            infrastructure.postgres().kill();
            infrastructure.postgres().start();
        });
        payAll();
        allIsThereOnceAndInOrder();
    }

    @Test
    void losesNothingWhenBrokerIsKilled() {
        Infrastructure infrastructure = Infrastructure.shared();
        createAll(() -> {
            infrastructure.kafka().kill();
            infrastructure.kafka().start();
        });
        payAll();
        allIsThereOnceAndInOrder();
    }

    private void createAll(Runnable fault) {
        for (int from = 0; from < ids.size(); from += CHUNK) {
            if (from == ids.size() / 2) {
                fault.run();
            }
            send(
                    Topics.PAYMENT_COMMANDS,
                    ids.subList(from, from + CHUNK).stream()
                            .map(id -> Commands.create(account, merchant, id))
                            .toList());
        }
    }

    /** Waits for all payments: a report about an unknown payment would be quarantined. */
    private void payAll() {
        await().atMost(IN_TIME)
                .ignoreExceptions()
                .until(() -> jdbc.sql("SELECT count(*) FROM payments WHERE payment_id = ANY (?)")
                                .param(ids.toArray(String[]::new))
                                .query(Integer.class)
                                .single()
                        == ids.size());
        send(Topics.PROVIDER_EVENTS, ids.stream().map(ProviderEvents::paid).toList());
    }

    private void allIsThereOnceAndInOrder() {
        await().atMost(IN_TIME).ignoreExceptions().untilAsserted(() -> {
            var all = TopicReader.all(Topics.PAYMENT_EVENTS);
            assertThat(ids).allSatisfy(id -> {
                // After a failure events can be published again; consumers drop versions that they know.
                var fresh = new ArrayList<Long>();
                all.stream()
                        .filter(record -> id.equals(record.key()))
                        .map(record -> codec.read(Topics.PAYMENT_EVENTS, record.value(), PaymentEvent.class))
                        .forEach(event -> {
                            if (fresh.isEmpty() || event.getVersion() > fresh.getLast()) {
                                fresh.add(event.getVersion());
                            }
                        });
                assertThat(fresh).containsExactly(1L, 2L);
            });
        });
        // The deletion of outbox rows is committed after the acknowledgement.
        await().atMost(IN_TIME)
                .untilAsserted(() -> assertThat(jdbc.sql("SELECT count(*) FROM outbox WHERE key = ANY (?)")
                                .param(ids.toArray(String[]::new))
                                .query(Integer.class)
                                .single())
                        .isZero());
    }

    /** Sends until the broker acknowledges, as the gateway's producer does; duplicates are expected. */
    private void send(String topic, List<? extends SpecificRecord> records) {
        List<ProducerRecord<byte[], byte[]>> produced = records.stream()
                .map(record -> new ProducerRecord<>(
                        topic,
                        Polls.one(codec, record).key().getBytes(StandardCharsets.UTF_8),
                        codec.write(topic, record)))
                .toList();
        await().atMost(IN_TIME).ignoreExceptionsInstanceOf(KafkaException.class).until(() -> {
            sender.send(produced);
            return true;
        });
    }
}
