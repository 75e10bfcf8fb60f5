package info.sopranoexch.faults.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import info.sopranoexch.faults.history.FollowedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Reads the events of each account with long polls during the run, from the first event on, and never steps back. */
public final class EventFollower implements AutoCloseable {
    private static final int OK = 200;
    private static final int WAIT_SECONDS = 2;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(300);

    private final MerchantApi api;
    private final HistoryRecorder recorder;
    private final RunTimer timer = new RunTimer();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Account> accounts;

    public EventFollower(MerchantApi api, HistoryRecorder recorder) {
        this.api = api;
        this.recorder = recorder;
        this.accounts = api.accounts().stream().map(Account::new).toList();
    }

    /** Follows all accounts until {@link #stop}. */
    public void start() {
        accounts.forEach(account -> threads.execute(account::follow));
    }

    /** Returns when the last page of each account was read. */
    public void stop() {
        timer.end();
        threads.close();
    }

    /** Continues to the current end. Call it after {@link #stop}. Throws UncheckedIOException if the gateway does not respond. */
    public void readToEnd() {
        accounts.forEach(Account::readToEnd);
    }

    @Override
    public void close() {
        stop();
    }

    private final class Account {
        private final String name;
        private String cursor = "";
        private int pages;
        private long events;

        Account(String name) {
            this.name = name;
        }

        void follow() {
            while (!timer.hasEnded()) {
                try {
                    readPage(WAIT_SECONDS);
                } catch (UncheckedIOException e) {
                    timer.pause(BETWEEN_TRIES);
                }
            }
        }

        void readToEnd() {
            boolean hasMore = true;
            while (hasMore) {
                hasMore = readPage(0);
            }
        }

        /** Pages come from all gateways in turn. */
        private boolean readPage(int waitSeconds) {
            var response = api.read(pages++, name, "/events?limit=50&wait=" + waitSeconds + cursor);
            if (response.status() != OK) {
                throw new UncheckedIOException(new IOException("/events responds " + response.status()));
            }
            JsonNode page = response.body();
            page.path("data").forEach(this::add);
            cursor = "&after=" + page.path("next_cursor").asText();
            return page.path("has_more").asBoolean();
        }

        private void add(JsonNode event) {
            JsonNode data = event.path("data");
            recorder.add(new FollowedEvent(
                    recorder.now(),
                    name,
                    events++,
                    event.path("id").asText(),
                    data.path("payment_id").asText(),
                    event.path("payment_version").asLong(),
                    data.path("payment").path("status").asText(),
                    data.has("refund") ? data.path("refund").path("refund_id").asText() : null));
        }
    }
}
