package info.sopranoexch.starter.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Dashboard, alerts and runbook speak of metrics that there are, and each alert has an entry. */
class MonitoringTest {
    private static final Path MONITORING = MetricsPage.project().resolve("deploy/monitoring");
    private static final Pattern METRIC =
            Pattern.compile("\\b(?:soprano|http_server|jvm|hikaricp|process|kafka)_[a-z0-9_]+\\b");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @Test
    void alertsUseDocumentedMetrics() throws Exception {
        for (Map<String, Object> rule : rules()) {
            assertKnown(String.valueOf(rule.get("expr")));
        }
    }

    @Test
    void dashboardUsesDocumentedMetrics() throws Exception {
        String dashboard = Files.readString(MONITORING.resolve("grafana/dashboards/soprano.json"));
        Map<?, ?> read = new Yaml().load(dashboard);
        assertThat((List<?>) read.get("panels")).hasSizeGreaterThan(20);
        assertKnown(dashboard);
    }

    @Test
    void dashboardShowsEveryMetric() throws Exception {
        Set<String> shown = metrics(Files.readString(MONITORING.resolve("grafana/dashboards/soprano.json")));
        assertThat(shown)
                .containsAll(MetricsPage.names().stream()
                        .filter(name -> name.startsWith("soprano_") && !name.equals("soprano_checkout_polled_payments"))
                        .toList());
    }

    @Test
    void runbookExplainsEachAlert() throws Exception {
        String runbook = Files.readString(MetricsPage.project().resolve("docs/runbook.md"));
        Map<String, String> entries = Stream.of(runbook.split("(?m)^## "))
                .skip(1)
                .collect(Collectors.toMap(entry -> entry.lines().findFirst().orElseThrow(), entry -> entry));
        assertThat(entries.keySet())
                .isEqualTo(rules().stream()
                        .map(rule -> String.valueOf(rule.get("alert")))
                        .collect(Collectors.toSet()));
        entries.forEach((alert, entry) -> assertThat(entry)
                .as(alert)
                .contains("**Symptom.** ")
                .contains("**Query.** `")
                .containsPattern("\\*\\*Action\\.\\*\\*\\s"));
        CODE.matcher(runbook).results().map(code -> code.group(1)).forEach(MonitoringTest::assertKnown);
    }

    @Test
    void alertsHaveSeverityAndRunbookLink() throws Exception {
        for (Map<String, Object> rule : rules()) {
            String name = String.valueOf(rule.get("alert"));
            assertThat((Map<?, ?>) rule.get("labels"))
                    .as(name)
                    .extracting("severity")
                    .isIn("page", "ticket");
            Map<?, ?> annotations = (Map<?, ?>) rule.get("annotations");
            assertThat(String.valueOf(annotations.get("summary"))).as(name).isNotBlank();
            assertThat(annotations.get("runbook"))
                    .isEqualTo("docs/runbook.md#" + name.toLowerCase(java.util.Locale.ROOT));
        }
    }

    @Test
    void prometheusAcceptsRulesAndConfiguration() throws Exception {
        run("promtool", "check", "config", MONITORING.resolve("prometheus.yml").toString());
        run("promtool", "test", "rules", MONITORING.resolve("alerts.test.yml").toString());
    }

    @Test
    void dashboardEqualsGeneratedOne() throws Exception {
        run("python3", MONITORING.resolve("dashboard.py").toString(), "--check");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            System.out.println("SKIPPED: there is no " + command[0] + " here to check deploy/monitoring with");
            abort("there is no " + command[0]);
            return;
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rules() throws IOException {
        Map<String, Object> file = new Yaml().load(Files.readString(MONITORING.resolve("alerts.yml")));
        var rules = new ArrayList<Map<String, Object>>();
        ((List<Map<String, Object>>) file.get("groups"))
                .forEach(group -> rules.addAll((List<Map<String, Object>>) group.get("rules")));
        assertThat(rules).hasSizeGreaterThan(10);
        return rules;
    }

    private static void assertKnown(String text) {
        assertThat(MetricsPage.names()).as(text).containsAll(metrics(text));
    }

    /** As they stand on the page: without what a histogram adds. */
    private static Set<String> metrics(String text) {
        return METRIC.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(name -> name.replaceFirst("_(bucket|count|sum|max)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
