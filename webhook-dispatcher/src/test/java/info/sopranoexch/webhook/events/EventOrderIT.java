package info.sopranoexch.webhook.events;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.starter.database.StatementBatch;
import info.sopranoexch.starter.database.Transactions;
import info.sopranoexch.webhook.support.Dispatcher;
import info.sopranoexch.webhook.support.Merchants;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Several transactions store events of the same accounts at the same time, while a reader follows each account. */
class EventOrderIT {
    private static final int WRITERS = 4;
    private static final int BATCHES = 60;
    private static final int PAYMENTS = 3;
    private static final int VERSIONS = 4;
    /** A day whose partition exists. */
    private static final Instant TODAY = Instant.now();

    private static final EventFilter ALL = new EventFilter(null, null, null);

    private final EventReader reader = Dispatcher.shared().getBean(EventReader.class);
    private final Transactions transactions = Dispatcher.shared().getBean(Transactions.class);
    private final List<Long> accounts = List.of(Merchants.nextId(), Merchants.nextId());

    @Test
    void readerThatFollowsTheCursorSeesEachEventOnceAndInOrder() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                writers.add(CompletableFuture.runAsync(() -> write(number), threads));
            }
            CompletableFuture<Void> written = CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new));
            List<CompletableFuture<List<String>>> readers = accounts.stream()
                    .map(account -> CompletableFuture.supplyAsync(() -> follow(account, written), threads))
                    .toList();

            written.join();
            for (CompletableFuture<List<String>> read : readers) {
                List<String> ids = read.join();
                assertThat(ids).hasSize(WRITERS * BATCHES * PAYMENTS * VERSIONS).doesNotHaveDuplicates();
                assertVersionsAreInOrder(ids);
            }
        }
    }

    private List<String> follow(long account, CompletableFuture<Void> written) {
        List<String> ids = new ArrayList<>();
        long after = 0;
        boolean last;
        do {
            last = written.isDone();
            EventReader.EventPage page;
            do {
                page = reader.page(account, ALL, after, 7);
                page.events().forEach(event -> ids.add(event.messageId()));
                after = page.next();
            } while (page.hasMore());
        } while (!last);
        return ids;
    }

    /** Each batch has events of both accounts. The transaction stays open for a random time after it took its positions. */
    private void write(int writer) {
        for (int batch = 0; batch < BATCHES; batch++) {
            List<EventRecord> events = new ArrayList<>();
            for (int version = 2; version < 2 + VERSIONS; version++) {
                for (int payment = 0; payment < PAYMENTS; payment++) {
                    for (long account : writer % 2 == 0 ? accounts : accounts.reversed()) {
                        events.add(event(account, account + "w" + writer + "b" + batch + "p" + payment, version));
                    }
                }
            }
            transactions.run(new StatementBatch(), last -> {
                EventWriter.insert(last, events);
                last.query((_, _) -> true, "SELECT pg_sleep(random() * 0.004)");
                return true;
            });
        }
    }

    private static EventRecord event(long account, String payment, int version) {
        return new EventRecord(
                account,
                "pay_" + payment,
                version,
                1,
                TODAY,
                "evt_" + payment + "_" + version,
                "payment.processing",
                "{}".getBytes(StandardCharsets.UTF_8));
    }

    private static void assertVersionsAreInOrder(List<String> ids) {
        Map<String, Integer> seen = new HashMap<>();
        for (String id : ids) {
            int end = id.lastIndexOf('_');
            int version = Integer.parseInt(id.substring(end + 1));
            Integer before = seen.put(id.substring(0, end), version);
            assertThat(version).as(id).isEqualTo(before == null ? 2 : before + 1);
        }
    }
}
