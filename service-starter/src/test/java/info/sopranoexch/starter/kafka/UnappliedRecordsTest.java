package info.sopranoexch.starter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class UnappliedRecordsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final UnappliedRecords held = new UnappliedRecords(nanos::get);
    private final List<Long> tried = new ArrayList<>();

    @Test
    void isEmptyAtFirst() {
        assertThat(held.isEmpty()).isTrue();
        assertThat(held.reason()).isNull();
    }

    @Test
    void newerRecordReplacesHeldOne() {
        held.hold(record(1, "a"), "no schema");

        held.supersede(record(2, "b"));
        assertThat(held.isEmpty()).isFalse();
        assertThat(held.reason()).isEqualTo("t-0@1: no schema");
        held.supersede(record(3, "a"));
        assertThat(held.isEmpty()).isTrue();
    }

    @Test
    void retriesOnlyNewestOfKey() {
        held.hold(record(1, "a"), "no schema");
        held.hold(record(2, "a"), "no schema");

        retryAfter(Duration.ofSeconds(1), true);

        assertThat(tried).containsExactly(2L);
        assertThat(held.isEmpty()).isTrue();
    }

    @Test
    void stopsAtFirstFailureAndPausesLonger() {
        held.hold(record(1, "a"), "no schema");
        held.hold(record(2, "b"), "no schema");

        retryAfter(Duration.ofMillis(999), false);
        assertThat(tried).isEmpty();
        retryAfter(Duration.ofMillis(1), false);
        assertThat(tried).containsExactly(1L);
        retryAfter(Duration.ofMillis(1_999), false);
        assertThat(tried).containsExactly(1L);
        retryAfter(Duration.ofMillis(1), true);

        assertThat(tried).containsExactly(1L, 1L, 2L);
        assertThat(held.isEmpty()).isTrue();
    }

    @Test
    void clearsAllRecords() {
        held.hold(record(1, "a"), "no schema");

        held.clear();

        assertThat(held.isEmpty()).isTrue();
    }

    private void retryAfter(Duration pause, boolean succeeds) {
        nanos.addAndGet(pause.toNanos());
        held.retry(record -> {
            tried.add(record.offset());
            return succeeds ? null : "still no schema";
        });
    }

    private static ConsumerRecord<String, byte[]> record(long offset, String key) {
        return new ConsumerRecord<>("t", 0, offset, key, new byte[0]);
    }
}
