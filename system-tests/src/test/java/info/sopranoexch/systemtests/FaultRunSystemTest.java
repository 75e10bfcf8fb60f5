package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.faults.FaultRun;
import info.sopranoexch.faults.FaultRunProperties;
import info.sopranoexch.faults.FaultRunReport;
import info.sopranoexch.faults.FaultRunResult;
import info.sopranoexch.faults.invariants.PlantedFault.Detection;
import info.sopranoexch.localstack.Progress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A short fault run on the shared stack. For long runs use {@code ./soprano faults}. */
class FaultRunSystemTest {
    /** The same faults in every build, so that a failure can be repeated. */
    private static final long SEED = 8;

    private static final Duration LENGTH = Duration.ofSeconds(75);

    @Test
    void invariantsHoldDuringFaults() throws Exception {
        var properties = FaultRunProperties.of(SEED, LENGTH);
        FaultRunResult result = new FaultRun(Stack.shared(), properties, new Progress(System.out)::log).run();
        String report = FaultRunReport.of(result);
        System.out.println(report);

        assertThat(result.check().violations()).as("%s", report).isEmpty();
        assertThat(result.check().results())
                .allSatisfy(each ->
                        assertThat(each.examined()).as(each.invariant().rule()).isPositive());
        assertThat(result.plantFaults()).as("%s", report).doesNotContainValue(Detection.MISSED);
    }
}
