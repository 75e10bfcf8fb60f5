package info.sopranoexch.torture.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final List<String> PROCESSES = List.of("kafka", "postgres", "api-gateway");
    private static final Duration LENGTH = Duration.ofMinutes(10);
    private static final Duration GAP = Duration.ofSeconds(5);

    @Test
    void theSameSeedMakesTheSameFaults() {
        List<Fault> faults = Schedule.of(7, LENGTH, GAP, PROCESSES);

        assertThat(Schedule.of(7, LENGTH, GAP, PROCESSES)).isEqualTo(faults);
        assertThat(Schedule.of(8, LENGTH, GAP, PROCESSES)).isNotEqualTo(faults);
    }

    @Test
    void everyProcessMeetsKillsAndPausesAndNoFaultOutlastsTheRun() {
        List<Fault> faults = Schedule.of(7, LENGTH, GAP, PROCESSES);

        for (String process : PROCESSES) {
            assertThat(faults.stream()
                            .filter(fault -> fault.target().equals(process))
                            .map(Fault::kind))
                    .contains(Fault.Kind.KILL, Fault.Kind.PAUSE);
        }
        assertThat(faults).anyMatch(fault -> fault.target().equals(Fault.PAYMOON));
        assertThat(faults)
                .allSatisfy(
                        fault -> assertThat(fault.at().plus(fault.lasting())).isLessThanOrEqualTo(LENGTH));
    }
}
