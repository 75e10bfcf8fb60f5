package info.sopranoexch.payment.providerchecks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderCheckSchedulerTest {
    /** The limits of all slices add up to the limit of a second, even if it is small or odd. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 10, 15, 100, 101, 5_000})
    void splitsLimitOfSecondIntoSlices(int batch) {
        List<Integer> slices = IntStream.range(0, ProviderCheckScheduler.SLICES)
                .mapToObj(number -> ProviderCheckScheduler.limit(batch, number))
                .toList();
        assertThat(slices.stream().mapToInt(Integer::intValue).sum()).isEqualTo(batch);
        assertThat(slices.getFirst()).isEqualTo(Math.ceilDiv(batch, ProviderCheckScheduler.SLICES));
        assertThat(slices)
                .allMatch(slice -> slice >= batch / ProviderCheckScheduler.SLICES && slice <= slices.getFirst());
    }
}
