package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import info.sopranoexch.localstack.LocalStack;
import info.sopranoexch.localstack.infrastructure.ProjectRoot;
import info.sopranoexch.localstack.infrastructure.StackProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus scrapes the running stack. Alert rules and dashboard find their metrics. */
class MonitoringSystemTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final LocalStack STACK = Stack.shared();
    private static final List<String> SERVICES =
            List.of("api-gateway", "payment-service", "provider-adapter", "webhook-dispatcher");

    private static final Path MONITORING = ProjectRoot.find().resolve("deploy/monitoring");

    @TempDir
    private Path folder;

    @Test
    void everyMetricOfAlertsAndDashboardExists() throws Exception {
        if (!Prometheus.isInstalled()) {
            System.out.println("SKIPPED: there is no prometheus here to read the running stack with");
            abort("there is no prometheus");
        }
        Files.copy(MONITORING.resolve("alerts.yml"), folder.resolve("alerts.yml"));
        Files.write(folder.resolve("prometheus.yml"), configuration());
        try (var prometheus = new Prometheus(folder);
                var receiver = new WebhookReceiver()) {
            aPaymentIsPaid(receiver);
            await().atMost(LIMIT)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(prometheus.query("up == 1")).hasSize(2 * SERVICES.size()));
            everyRuleIsEvaluated(prometheus);
            theDashboardShowsFigures(prometheus);
            aServiceThatIsDownIsAnAlert(prometheus);
        }
    }

    private static void aPaymentIsPaid(WebhookReceiver receiver) throws Exception {
        TestMerchant merchant = Stack.newMerchant(receiver);
        String paymentId = merchant.client()
                .createPayment(merchant.merchantId(), "5.00", "monitored")
                .text("payment_id");
        new Sandbox().pay(paymentId);
        await().atMost(LIMIT).until(() -> !receiver.receivedFor(paymentId).isEmpty());
    }

    private static void everyRuleIsEvaluated(Prometheus prometheus) throws Exception {
        long alerts;
        try (Stream<String> lines = Files.lines(MONITORING.resolve("alerts.yml"))) {
            alerts = lines.filter(line -> line.strip().startsWith("- alert:")).count();
        }
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(prometheus.rules())
                        .hasSize((int) alerts)
                        .allSatisfy(rule -> {
                            assertThat(rule.path("health").asText())
                                    .as("%s", rule)
                                    .isEqualTo("ok");
                            assertThat(rule.path("lastEvaluation").asText()).doesNotStartWith("0001");
                        }));
    }

    /** A rate needs two scrapes. Counters of events that never happened are 0 or absent. */
    private static void theDashboardShowsFigures(Prometheus prometheus) throws Exception {
        List<String> queries = new ArrayList<>();
        JsonNode dashboard =
                Prometheus.JSON.readTree(Files.readString(MONITORING.resolve("grafana/dashboards/soprano.json")));
        dashboard
                .path("panels")
                .forEach(panel -> panel.path("targets")
                        .forEach(target ->
                                queries.add(target.path("expr").asText().replace("$__rate_interval", "1m"))));
        assertThat(queries).hasSizeGreaterThan(40);
        await().atMost(LIMIT).untilAsserted(() -> {
            Set<String> silent = new TreeSet<>();
            for (String query : queries) {
                if (prometheus.query(query).isEmpty()) {
                    silent.add(query);
                }
            }
            assertThat(silent).as("queries without a figure").isEmpty();
        });
    }

    private static void aServiceThatIsDownIsAnAlert(Prometheus prometheus) {
        StackProcess adapter = STACK.member("provider-adapter-2");
        adapter.stop();
        try {
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(
                                    prometheus.query("ALERTS{alertname=\"ServiceDown\",job=\"provider-adapter\"}"))
                            .hasSize(1));
        } finally {
            adapter.start();
        }
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(prometheus.query("ALERTS{alertname=\"ServiceDown\"}"))
                        .isEmpty());
    }

    /** Equals deploy/monitoring/prometheus.yml, except for addresses and intervals. */
    private static List<String> configuration() {
        var lines = new ArrayList<>(List.of(
                "global: {scrape_interval: 1s, evaluation_interval: 1s}",
                "rule_files: [alerts.yml]",
                "scrape_configs:"));
        for (String service : SERVICES) {
            lines.add("  - job_name: " + service);
            lines.add("    metrics_path: /actuator/prometheus");
            lines.add(String.format(
                    Locale.ROOT,
                    "    static_configs: [{targets: [\"%s\", \"%s\"]}]",
                    authority(service),
                    authority(service + "-2")));
        }
        return lines;
    }

    private static String authority(String instance) {
        return STACK.managementUrl(instance).replace("http://", "");
    }
}
