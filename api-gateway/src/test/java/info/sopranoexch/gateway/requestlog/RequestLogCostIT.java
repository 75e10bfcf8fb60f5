package info.sopranoexch.gateway.requestlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import info.sopranoexch.gateway.support.TestGateway;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Measures the processor time of a create with and without the request log, in alternating rounds. The time includes the test's
 * client and payment service, so only the difference is a result. Run it with {@code -Dsoprano.requestlog.creates=2000}.
 */
@EnabledIfSystemProperty(named = "soprano.requestlog.creates", matches = "[0-9]+")
class RequestLogCostIT {
    private static final int ROUNDS = 9;
    private static final String BODY = """
            {"merchant_id":1,"amount":1000.00,"currency":"RUB","description":"Payment for order #12345","order_id":"12345",
             "return_url":"http://localhost/back","metadata":{"cart":"77","channel":"web"}}
            """;

    private final int creates = Integer.getInteger("soprano.requestlog.creates", 0);
    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    @Test
    void measuresProcessorTimeOfCreate() {
        TestGateway.shared();
        try (var with = TestGateway.start(Map.of());
                var without = TestGateway.start(Map.of("soprano.request-log.enabled", "false"))) {
            List<Double> withLog = new ArrayList<>();
            List<Double> withoutLog = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                withoutLog.add(microsOfCreate(without));
                withLog.add(microsOfCreate(with));
            }
            System.out.printf(Locale.ROOT, "REQUEST LOG with %s%n", withLog);
            System.out.printf(Locale.ROOT, "REQUEST LOG without %s%n", withoutLog);
            System.out.printf(
                    Locale.ROOT,
                    "REQUEST LOG medians: with %.0f, without %.0f microseconds%n",
                    median(withLog),
                    median(withoutLog));
        }
    }

    private double microsOfCreate(TestGateway gateway) {
        long startedAt = process.getProcessCpuTime();
        for (int i = 0; i < creates; i++) {
            int status = gateway.http()
                    .post("/api/v1/payment/create", TestGateway.key(TestGateway.KEY), BODY)
                    .status();
            assertThat(status).isIn(201, 202);
        }
        return (process.getProcessCpuTime() - startedAt) / 1_000.0 / creates;
    }

    /** The first third of the rounds warms the JVM up. */
    private static double median(List<Double> values) {
        List<Double> warm = new ArrayList<>(values.subList(ROUNDS / 3, ROUNDS));
        warm.sort(null);
        return warm.get(warm.size() / 2);
    }
}
