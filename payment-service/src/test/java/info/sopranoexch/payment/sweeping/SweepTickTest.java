package info.sopranoexch.payment.sweeping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepTickTest {
    /** "At most so many payments a second" holds for any number, and one that is small is still asked for. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 10, 15, 100, 101, 5_000})
    void theSlicesOfASecondAreTheBatch(int batch) {
        List<Integer> slices = IntStream.range(0, SweepTick.SLICES)
                .mapToObj(number -> SweepTick.slice(batch, number))
                .toList();
        assertThat(slices.stream().mapToInt(Integer::intValue).sum()).isEqualTo(batch);
        assertThat(slices.getFirst()).isEqualTo(Math.ceilDiv(batch, SweepTick.SLICES));
        assertThat(slices).allMatch(slice -> slice >= batch / SweepTick.SLICES && slice <= slices.getFirst());
    }
}
