package info.sopranoexch.payment.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import info.sopranoexch.payment.domain.PaymentStatus;
import info.sopranoexch.payment.payments.PaymentStore;
import info.sopranoexch.payment.payments.StoredPayment;
import info.sopranoexch.payment.testing.Accounts;
import info.sopranoexch.payment.testing.Commands;
import info.sopranoexch.payment.testing.ProviderEvents;
import info.sopranoexch.payment.testing.SteppedService;
import info.sopranoexch.payment.testing.TopicReader;
import info.sopranoexch.schemas.DeadLetter;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.PaymentReply;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderOutcome;
import info.sopranoexch.schemas.avro.ReplyOutcome;
import info.sopranoexch.schemas.deploy.TopicProperties;
import info.sopranoexch.starter.database.StatementBatch;
import info.sopranoexch.starter.database.Transactions;
import info.sopranoexch.starter.kafka.AvroCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Invariants 1 to 3 with a poll that is run step by step. Wherever the process dies, the records are redelivered to it or to
 * the next owner. Each change is stored once, and published at least once and in order.
 */
@SteppedService
class ExactlyOnceIT {
    @Autowired
    private BatchProcessor process;

    @Autowired
    private BatchTransaction apply;

    @Autowired
    private AvroCodec codec;

    @Autowired
    private PaymentStore payments;

    @Autowired
    private Transactions transactions;

    @Autowired
    private JdbcClient jdbc;

    private long account;
    private long merchant;

    @BeforeEach
    void someMerchant() {
        account = Accounts.create(jdbc);
        merchant = Accounts.merchant(jdbc, account);
    }

    @Test
    void appliesCommandAndReportInOnePoll() {
        String id = Commands.newPaymentId();
        process.process(Polls.of(codec, create(id), ProviderEvents.created(id), ProviderEvents.paid(id)));
        assertThat(events(id)).extracting(PaymentEvent::getVersion).containsExactly(1L, 2L);
        assertThat(status(id)).isEqualTo(PaymentStatus.SUCCESS);
        assertThat(replies(id)).singleElement().satisfies(reply -> {
            assertThat(reply.getOutcome()).isEqualTo(ReplyOutcome.applied);
            assertThat(reply.getPayment().getId()).isPositive();
            assertThat(reply.getPayment().getCurrencyDecimals()).isEqualTo(2);
        });
    }

    /** The revision protects a payment even if the shard's lock fails. */
    @Test
    void keepsConcurrentUpdate() {
        String id = Commands.newPaymentId();
        process.process(Polls.of(codec, create(id)));
        var loading = new StatementBatch();
        StatementBatch.Rows<StoredPayment> loaded = payments.load(loading, Set.of(id));
        transactions.run(loading, loaded::get);
        process.process(Polls.of(codec, ProviderEvents.paid(id)));

        assertThatExceptionOfType(ConcurrencyFailureException.class)
                .isThrownBy(() -> write(last -> payments.update(last, loaded.get())));
        assertThatExceptionOfType(ConcurrencyFailureException.class)
                .isThrownBy(() -> write(last -> payments.insert(last, loaded.get())));
        assertThat(status(id)).isEqualTo(PaymentStatus.SUCCESS);
    }

    private void write(Consumer<StatementBatch> statements) {
        transactions.run(new StatementBatch(), last -> {
            statements.accept(last);
            return last;
        });
    }

    @Test
    void leavesNothingAfterCrashBeforeCommit() {
        String id = Commands.newPaymentId();
        var poll = Polls.of(codec, create(id));
        // A deferred trigger runs as the last action before the commit.
        jdbc.sql("""
                        CREATE FUNCTION crash() RETURNS trigger LANGUAGE plpgsql
                        AS 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END';
                        CREATE CONSTRAINT TRIGGER crash AFTER INSERT ON outbox DEFERRABLE INITIALLY DEFERRED
                        FOR EACH ROW EXECUTE FUNCTION crash()
                        """).update();
        try {
            assertThatThrownBy(() -> apply.apply(process.read(poll))).isInstanceOf(DataAccessException.class);
        } finally {
            jdbc.sql("DROP TRIGGER crash ON outbox; DROP FUNCTION crash()").update();
        }
        assertThat(payments.find(id)).isEmpty();
        process.process(poll);
        assertThat(events(id)).extracting(PaymentEvent::getVersion).containsExactly(1L);
    }

    @Test
    void publishesRowsOfCrashedOwnerFirst() {
        String id = Commands.newPaymentId();
        var poll = Polls.of(codec, create(id), ProviderEvents.created(id));
        apply.apply(process.read(poll));
        assertThat(events(id)).isEmpty();
        process.partitionsAssigned(Set.of(poll.getFirst().partition()));
        assertThat(events(id)).extracting(PaymentEvent::getVersion).containsExactly(1L);
        process.process(poll);
        process.process(Polls.of(codec, ProviderEvents.paid(id)));
        assertThat(events(id)).extracting(PaymentEvent::getVersion).containsExactly(1L, 2L);
    }

    @Test
    void publishesRowsOfCrashBeforeRowsOfNextBatch() {
        String id = Commands.newPaymentId();
        apply.apply(process.read(Polls.of(codec, create(id))));
        process.process(Polls.of(codec, ProviderEvents.paid(id)));
        assertThat(events(id)).extracting(PaymentEvent::getVersion).containsExactly(1L, 2L);
    }

    @Test
    void recognizesRedeliveryAfterCrash() {
        String id = Commands.newPaymentId();
        PaymentEvent[] first = new PaymentEvent[1];
        var poll = Polls.of(codec, create(id), ProviderEvents.created(id), ProviderEvents.paid(id));
        process.process(poll);
        first[0] = events(id).getFirst();
        process.process(poll);
        process.process(poll);
        assertThat(events(id)).extracting(PaymentEvent::getVersion).containsExactly(1L, 2L);
        assertThat(events(id).getFirst()).isEqualTo(first[0]);
        assertThat(replies(id)).hasSize(3).allSatisfy(reply -> {
            assertThat(reply.getOutcome()).isEqualTo(ReplyOutcome.applied);
            assertThat(reply.getPayment().getStatus()).isEqualTo(info.sopranoexch.schemas.avro.PaymentStatus.pending);
        });
        assertThat(timeline(id)).isEqualTo(3);
    }

    @Test
    void appliesDuplicatesInOnePollOnce() {
        String id = Commands.newPaymentId();
        PaymentCommand create = create(id);
        var paid = ProviderEvents.paid(id);
        process.process(Polls.of(codec, create, create, paid, paid, create));
        assertThat(events(id)).extracting(PaymentEvent::getVersion).containsExactly(1L, 2L);
        assertThat(jdbc.sql("SELECT count(*) FROM payments WHERE payment_id = ?")
                        .param(id)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void publishesInOrderWithConcurrentPublishers() throws Exception {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 30; i++) {
            String id = Commands.newPaymentId();
            ids.add(id);
            apply.apply(process.read(Polls.of(codec, create(id), ProviderEvents.created(id), ProviderEvents.paid(id))));
        }
        var shards = java.util.stream.IntStream.range(0, TopicProperties.DEFAULT_PARTITIONS)
                .boxed()
                .toList();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var done : threads.invokeAll(
                    Collections.nCopies(8, Executors.callable(() -> process.partitionsAssigned(shards))))) {
                done.get();
            }
        }
        var all = TopicReader.all(Topics.PAYMENT_EVENTS);
        assertThat(ids)
                .allSatisfy(id -> assertThat(all.stream()
                                .filter(record -> id.equals(record.key()))
                                .map(record -> codec.read(Topics.PAYMENT_EVENTS, record.value(), PaymentEvent.class)
                                        .getVersion()))
                        .containsExactly(1L, 2L));
    }

    @Test
    void deadLettersPoisonRecordAndAppliesRest() {
        var good = new ArrayList<PaymentCommand>();
        for (int i = 0; i < 20; i++) {
            good.add(create(Commands.newPaymentId()));
        }
        String poisonId = Commands.newPaymentId();
        PaymentCommand poison = Commands.command(
                account,
                poisonId,
                Commands.payment(merchant).setDescription("\u0000").build());
        var poll = new ArrayList<>(Polls.of(codec, good.toArray(PaymentCommand[]::new)));
        poll.add(7, Polls.one(codec, poison));
        String garbageId = Commands.newPaymentId();
        poll.add(3, Polls.raw(Topics.PAYMENT_COMMANDS, garbageId, "garbage".getBytes(StandardCharsets.UTF_8)));
        process.process(poll);
        assertThat(good)
                .allSatisfy(command ->
                        assertThat(payments.find(command.getPaymentId())).isPresent());
        assertThat(payments.find(poisonId)).isEmpty();
        assertThat(deadLetters(poisonId)).hasSize(1);
        assertThat(deadLetters(garbageId))
                .singleElement()
                .satisfies(record -> assertThat(record.value()).isEqualTo("garbage".getBytes(StandardCharsets.UTF_8)));
        assertThat(replies(poisonId))
                .singleElement()
                .satisfies(reply -> assertThat(reply.getCode()).isEqualTo("internal_error"));
    }

    /** A newer provider-adapter can write values that this release does not know: the payment is unchanged. */
    @Test
    void deadLettersReportsWithUnrecognizedValue() {
        String id = Commands.newPaymentId();
        process.process(Polls.of(codec, Commands.create(account, merchant, id)));
        ProviderEvent report = ProviderEvent.newBuilder(ProviderEvents.paid(id))
                .setOutcome(ProviderOutcome.unrecognized)
                .build();

        process.process(Polls.of(codec, report));

        assertThat(status(id)).isEqualTo(PaymentStatus.PENDING);
        assertThat(TopicReader.of(Topics.deadLetter(Topics.PROVIDER_EVENTS), id))
                .singleElement()
                .satisfies(dead -> assertThat(new String(
                                dead.headers().lastHeader(DeadLetter.REASON).value(), StandardCharsets.UTF_8))
                        .isEqualTo(DeadLetter.UNRECOGNIZED_VALUE));
    }

    @Test
    void rejectsCommandsOfOtherAccounts() {
        String id = Commands.newPaymentId();
        long stranger = Accounts.create(jdbc);
        process.process(Polls.of(
                codec,
                Commands.create(stranger, merchant, Commands.newPaymentId()),
                Commands.create(stranger, 999_999, id),
                Commands.cancel(stranger, id)));
        assertThat(payments.find(id)).isEmpty();
        assertThat(replies(id))
                .extracting(PaymentReply::getCode)
                .containsExactly("merchant_not_found", "payment_not_found");
    }

    private PaymentCommand create(String paymentId) {
        return Commands.create(account, merchant, paymentId);
    }

    private PaymentStatus status(String paymentId) {
        return payments.find(paymentId).orElseThrow().status();
    }

    private long timeline(String paymentId) {
        return jdbc.sql("SELECT count(*) FROM timeline WHERE payment_id = ?")
                .param(paymentId)
                .query(Long.class)
                .single();
    }

    private List<PaymentEvent> events(String paymentId) {
        return TopicReader.of(Topics.PAYMENT_EVENTS, paymentId, codec, PaymentEvent.class);
    }

    private List<PaymentReply> replies(String paymentId) {
        return TopicReader.of(Topics.PAYMENT_REPLIES, paymentId, codec, PaymentReply.class);
    }

    private static List<ConsumerRecord<String, byte[]>> deadLetters(String paymentId) {
        return TopicReader.of(Topics.deadLetter(Topics.PAYMENT_COMMANDS), paymentId);
    }
}
