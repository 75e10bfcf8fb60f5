package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.faults.FaultRun;
import info.sopranoexch.faults.FaultRunProperties;
import info.sopranoexch.faults.FaultRunReport;
import info.sopranoexch.faults.FaultRunResult;
import info.sopranoexch.faults.invariants.PlantedFault.Outcome;
import info.sopranoexch.localstack.Progress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A short fault run; {@code ./soprano torture} makes long ones. */
class FaultRunSystemTest {
    /** The same faults in every build: a failure can be had again. */
    private static final long SEED = 8;

    private static final Duration LENGTH = Duration.ofSeconds(75);

    @Test
    void theInvariantsHoldWhateverDies() throws Exception {
        var settings = FaultRunProperties.of(SEED, LENGTH);
        FaultRunResult result = new FaultRun(Stack.shared(), settings, new Progress(System.out)::say).run();
        String report = FaultRunReport.of(result);
        System.out.println(report);

        assertThat(result.verdict().violations()).as("%s", report).isEmpty();
        assertThat(result.verdict().lines())
                .allSatisfy(line -> assertThat(line.examined()).as(line.rule()).isPositive());
        // The checker finds what a broken service would have done to this very history.
        assertThat(result.bites()).as("%s", report).doesNotContainValue(Outcome.MISSED);
    }
}
