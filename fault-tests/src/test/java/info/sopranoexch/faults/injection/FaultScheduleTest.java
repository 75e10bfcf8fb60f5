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
    void repeatsFaultsOfSameSeed() {
        FaultSchedule schedule = FaultSchedule.random(7, LENGTH, GAP, PROCESSES);

        assertThat(FaultSchedule.random(7, LENGTH, GAP, PROCESSES)).isEqualTo(schedule);
        assertThat(FaultSchedule.random(8, LENGTH, GAP, PROCESSES)).isNotEqualTo(schedule);
    }

    @Test
    void killsAndPausesEveryProcessWithinTheRun() {
        List<Fault> faults = FaultSchedule.random(7, LENGTH, GAP, PROCESSES).faults();

        for (String process : PROCESSES) {
            assertThat(faults.stream()
                            .filter(fault -> fault.target().equals(process))
                            .map(Fault::kind))
                    .contains(Fault.Kind.KILL, Fault.Kind.PAUSE);
        }
        assertThat(faults).anyMatch(Fault::isOfPaymoon);
        assertThat(faults)
                .allSatisfy(
                        fault -> assertThat(fault.at().plus(fault.duration())).isLessThanOrEqualTo(LENGTH));
    }
}
