package info.sopranoexch.starter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchBisectionTest {
    private final List<Integer> applied = new ArrayList<>();
    private final List<Integer> rejected = new ArrayList<>();

    @Test
    void appliesAllButTheMalformedRecordsInOrder() {
        bisection(List.of(3, 6)).apply(List.of(1, 2, 3, 4, 5, 6, 7));

        assertThat(applied).containsExactly(1, 2, 4, 5, 7);
        assertThat(rejected).containsExactly(3, 6);
    }

    @Test
    void appliesABatchWithoutMalformedRecordsAtOnce() {
        var batches = new ArrayList<Integer>();
        new BatchBisection<Integer>(batch -> batches.add(batch.size()), (record, _) -> rejected.add(record))
                .apply(List.of(1, 2, 3));

        assertThat(batches).containsExactly(3);
        assertThat(rejected).isEmpty();
    }

    @Test
    void rejectsNothingDuringAnOutage() {
        var outage = new IllegalStateException("planted outage");
        var bisection = new BatchBisection<Integer>(
                _ -> {
                    throw outage;
                },
                (record, _) -> rejected.add(record),
                failure -> failure == outage);

        assertThatThrownBy(() -> bisection.apply(List.of(1, 2))).isSameAs(outage);
        assertThat(rejected).isEmpty();
    }

    private BatchBisection<Integer> bisection(List<Integer> malformed) {
        return new BatchBisection<>(
                batch -> {
                    if (batch.stream().anyMatch(malformed::contains)) {
                        throw new IllegalArgumentException("planted");
                    }
                    applied.addAll(batch);
                },
                (record, _) -> rejected.add(record));
    }
}
