package info.sopranoexch.faults.injection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
    private static final List<String> PROCESSES = List.of("kafka", "postgres", "api-gateway");
    private static final Duration LENGTH = Duration.ofMinutes(10);
    private static final Duration GAP = Duration.ofSeconds(5);

    @Test
    void theSameSeedMakesTheSameFaults() {
        List<Fault> faults = FaultSchedule.of(7, LENGTH, GAP, PROCESSES);

        assertThat(FaultSchedule.of(7, LENGTH, GAP, PROCESSES)).isEqualTo(faults);
        assertThat(FaultSchedule.of(8, LENGTH, GAP, PROCESSES)).isNotEqualTo(faults);
    }

    @Test
    void everyProcessMeetsKillsAndPausesAndNoFaultOutlastsTheRun() {
        List<Fault> faults = FaultSchedule.of(7, LENGTH, GAP, PROCESSES);

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
