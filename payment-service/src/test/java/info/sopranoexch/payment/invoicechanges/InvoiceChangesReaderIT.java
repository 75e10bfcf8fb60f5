package info.sopranoexch.payment.invoicechanges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import info.sopranoexch.payment.batch.BatchSteps;
import info.sopranoexch.payment.domain.PaymentStatus;
import info.sopranoexch.payment.providerchecks.ListedChangePublisher;
import info.sopranoexch.payment.providerchecks.OwnedShards;
import info.sopranoexch.payment.testing.Accounts;
import info.sopranoexch.payment.testing.Commands;
import info.sopranoexch.payment.testing.ProviderEvents;
import info.sopranoexch.payment.testing.SteppedService;
import info.sopranoexch.payment.testing.TopicReader;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.ProviderCommand;
import info.sopranoexch.schemas.avro.ProviderCommandKind;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderEventSource;
import info.sopranoexch.schemas.avro.ProviderOutcome;
import info.sopranoexch.schemas.avro.ProviderStatus;
import info.sopranoexch.starter.internalapi.InternalApiProperties;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.testing.SettableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The reader on a real database and broker, with a provider-adapter that lists the changes of the test. */
@SteppedService
class InvoiceChangesReaderIT {
    private static final Duration CALLBACK_TIME = Duration.ofSeconds(3);
    private static final Duration RETRY = Duration.ofSeconds(10);

    @Autowired
    private InvoiceCursorStore store;

    @Autowired
    private ListedInvoiceChanges listedChanges;

    @Autowired
    private ListedChangePublisher publisher;

    @Autowired
    private InvoiceChangeProperties properties;

    @Autowired
    private InternalApiProperties internal;

    @Autowired
    private JsonMapper json;

    @Autowired
    private BatchSteps batch;

    @Autowired
    private AvroCodec codec;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private SettableClock clock;

    private final String id = Commands.newPaymentId();
    private final List<String> cursors = new ArrayList<>();
    private final OwnedShards shards = new OwnedShards();
    private HttpServer adapter;
    private InvoiceChangesReader reader;
    private int status = 200;
    private String changes = "";

    @BeforeEach
    void startAdapter() throws IOException {
        jdbc.sql("DELETE FROM provider_cursors").update();
        adapter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        adapter.createContext("/internal/invoice-changes", exchange -> {
            String query = exchange.getRequestURI().getQuery();
            String after = query.replaceFirst("after=([^&]*)&limit=200", "$1");
            cursors.add(after);
            boolean read = after.equals("c1");
            byte[] body = String.format(Locale.ROOT, "{\"changes\":[%s],\"next_cursor\":\"c1\"}", read ? "" : changes)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        adapter.start();
        shards.assigned(List.of(0, 1));
        reader = newReader();
    }

    @AfterEach
    void stopAdapter() {
        adapter.stop(0);
    }

    @Test
    void queriesInvoiceWhoseCallbackWasLost() {
        createdWithInvoice();
        listed(2);
        reader.runOnce();
        clock.advance(CALLBACK_TIME.minusMillis(1));
        reader.runOnce();
        assertThat(published()).isEmpty();

        clock.advance(Duration.ofMillis(1));
        reader.runOnce();

        assertThat(published()).hasSize(1);
        assertThat(store.find().cursor()).isEmpty();
        batch.apply(published().getFirst());
        assertThat(TopicReader.of(Topics.PROVIDER_COMMANDS, id, codec, ProviderCommand.class))
                .extracting(ProviderCommand::getKind)
                .containsExactly(ProviderCommandKind.query_invoice);
        batch.apply(ProviderEvents.paid(id));
        clock.advance(RETRY);
        reader.runOnce();
        assertThat(batch.payment(id).status()).isEqualTo(PaymentStatus.SUCCESS);
        assertThat(store.find().cursor()).isEqualTo("c1");
        assertThat(published()).hasSize(1);
    }

    @Test
    void queriesNothingIfCallbackArrivesInTime() {
        createdWithInvoice();
        listed(2);
        reader.runOnce();
        batch.apply(ProviderEvents.paid(id));
        clock.advance(CALLBACK_TIME);
        reader.runOnce();

        assertThat(published()).isEmpty();
        assertThat(store.find().cursor()).isEqualTo("c1");
    }

    /** The instance dies after it published the query, and before it stored the cursor. */
    @Test
    void skipsNothingAfterCrash() {
        createdWithInvoice();
        listed(2);
        reader.runOnce();
        clock.advance(CALLBACK_TIME);
        reader.runOnce();
        assertThat(published()).hasSize(1);

        reader = newReader();
        reader.runOnce();
        clock.advance(CALLBACK_TIME);
        reader.runOnce();

        assertThat(cursors).containsExactly("", "");
        assertThat(published()).hasSize(2);
        batch.apply(published().toArray(PaymentCommand[]::new));
        batch.apply(ProviderEvents.paid(id));
        batch.apply(published().toArray(PaymentCommand[]::new));
        assertThat(TopicReader.of(Topics.PROVIDER_COMMANDS, id))
                .as("no query after the report")
                .hasSize(2);
        assertThat(batch.payment(id).status()).isEqualTo(PaymentStatus.SUCCESS);
    }

    /** Another instance has read on while this one was paused. */
    @Test
    void doesNotMoveCursorBack() {
        createdWithInvoice();
        listed(2);
        reader.runOnce();
        store.move(InvoiceCursorStore.Position.START, new InvoiceCursorStore.Position("c9", clock.instant()));
        batch.apply(ProviderEvents.paid(id));
        clock.advance(CALLBACK_TIME);
        reader.runOnce();
        assertThat(store.find().cursor()).isEqualTo("c9");
    }

    @Test
    void givesUpAfterThreeAnswersWithoutEffect() {
        createdWithInvoice();
        listed(2);
        reader.runOnce();
        clock.advance(CALLBACK_TIME);
        for (int query = 1; query <= 3; query++) {
            reader.runOnce();
            assertThat(published()).hasSize(query);
            assertThat(store.find().cursor()).isEmpty();
            batch.apply(answer(ProviderOutcome.reported)
                    .setStatus(ProviderStatus.created)
                    .setProviderVersion(1L)
                    .build());
            clock.advance(RETRY);
        }
        reader.runOnce();
        assertThat(published()).hasSize(3);
        assertThat(store.find().cursor()).isEqualTo("c1");
    }

    @Test
    void givesUpAfterThreeAnswersThatCannotBeApplied() {
        createdWithInvoice();
        listed(2);
        reader.runOnce();
        clock.advance(CALLBACK_TIME);
        for (int query = 1; query <= 3; query++) {
            reader.runOnce();
            batch.apply(answer(ProviderOutcome.untranslatable).build());
            clock.advance(RETRY);
        }
        reader.runOnce();
        assertThat(published()).hasSize(3);
        assertThat(store.find().cursor()).isEqualTo("c1");
    }

    /** The provider does not answer queries for a minute. The callback of a late success of an expired payment was lost. */
    @Test
    void keepsChangeUntilProviderAnswers() {
        createdWithInvoice();
        batch.apply(ProviderEvents.callback(id, ProviderStatus.expired, 2).build());
        listed(3);
        reader.runOnce();
        clock.advance(CALLBACK_TIME);
        for (int query = 1; query <= 6; query++) {
            reader.runOnce();
            assertThat(published()).hasSize(query);
            assertThat(store.find().cursor()).isEmpty();
            batch.apply(answer(ProviderOutcome.unknown).build());
            clock.advance(RETRY);
        }
        listedChanges.refresh();
        assertThat(listedChanges.areCurrent())
                .as("payments are checked one by one")
                .isFalse();

        batch.apply(answer(ProviderOutcome.reported)
                .setStatus(ProviderStatus.paid)
                .setProviderVersion(3L)
                .setPaidMinor(100_000L)
                .build());
        reader.runOnce();

        assertThat(batch.payment(id).status()).isEqualTo(PaymentStatus.SUCCESS);
        assertThat(store.find().cursor()).isEqualTo("c1");
    }

    /** More changes than may be in flight at a time. */
    @Test
    void queriesEachChangeOnceBeforeAnyOfThemAgain() {
        long account = Accounts.create(jdbc);
        long merchant = Accounts.merchant(jdbc, account);
        List<String> ids =
                IntStream.range(0, 60).mapToObj(_ -> Commands.newPaymentId()).toList();
        ids.forEach(each -> batch.apply(Commands.create(account, merchant, each), ProviderEvents.created(each)));
        changes = ids.stream()
                .map(each -> String.format(Locale.ROOT, "{\"payment_id\":\"%s\",\"version\":2}", each))
                .collect(Collectors.joining(","));
        reader.runOnce();
        clock.advance(CALLBACK_TIME);

        reader.runOnce();
        assertThat(published(ids)).hasSizeBetween(1, 59);
        for (int step = 0; step < 60; step++) {
            reader.runOnce();
        }
        assertThat(published(ids)).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void isCurrentForOneMinuteAfterTheEndOfTheList() {
        reader.runOnce();
        listedChanges.refresh();
        assertThat(listedChanges.areCurrent()).isTrue();
        clock.advance(Duration.ofMinutes(1));
        assertThat(listedChanges.areCurrent()).isFalse();
    }

    @Test
    void asksProviderWithoutListOnceAMinute() {
        status = 501;
        reader.runOnce();
        clock.advance(Duration.ofSeconds(59));
        reader.runOnce();
        assertThat(cursors).hasSize(1);
        listedChanges.refresh();
        assertThat(listedChanges.areCurrent()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        reader.runOnce();
        assertThat(cursors).hasSize(2);
    }

    @Test
    void keepsCursorWhileProviderIsUnavailable() {
        reader.runOnce();
        status = 503;
        assertThatThrownBy(reader::runOnce).hasMessageContaining("503");
        assertThat(store.find().cursor()).isEqualTo("c1");
    }

    @Test
    void readsInOneInstanceOnly() {
        shards.revoked(List.of(0));
        reader.runOnce();
        assertThat(cursors).isEmpty();
    }

    private InvoiceChangesReader newReader() {
        // The first instance of provider-adapter is down.
        var services = new ProviderAdapterProperties(List.of(
                URI.create("http://localhost:1"),
                URI.create("http://localhost:" + adapter.getAddress().getPort())));
        var client = new InvoiceChangesClient(services, internal, json);
        return new InvoiceChangesReader(shards, client, store, publisher, properties, clock);
    }

    private ProviderEvent.Builder answer(ProviderOutcome outcome) {
        return ProviderEvents.said(id, ProviderEventSource.query_invoice, outcome);
    }

    private void createdWithInvoice() {
        long account = Accounts.create(jdbc);
        batch.apply(Commands.create(account, Accounts.merchant(jdbc, account), id), ProviderEvents.created(id));
    }

    private void listed(long version) {
        changes = String.format(Locale.ROOT, "{\"payment_id\":\"%s\",\"version\":%d}", id, version);
    }

    private static List<String> published(List<String> ids) {
        return TopicReader.all(Topics.PAYMENT_COMMANDS).stream()
                .map(ConsumerRecord::key)
                .filter(ids::contains)
                .toList();
    }

    private List<PaymentCommand> published() {
        return TopicReader.of(Topics.PAYMENT_COMMANDS, id, codec, PaymentCommand.class);
    }
}
