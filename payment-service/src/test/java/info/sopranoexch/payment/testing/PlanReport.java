package info.sopranoexch.payment.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs statements with EXPLAIN (ANALYZE, BUFFERS), and writes a table and the plans to {@code target/<name>}. */
public final class PlanReport {
    private static final Pattern TIME = Pattern.compile("Execution Time: ([0-9.]+) ms");
    private static final Pattern BUFFERS = Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?");

    private final Path folder;
    private final List<String> table = new ArrayList<>();
    private final List<String> plans = new ArrayList<>();

    public PlanReport(String name) {
        this.folder = Path.of("target", name);
    }

    /** Adds a row: filter, page, first time, median of five more in milliseconds, and pages. No plan may scan a whole table. */
    public void explain(JdbcClient jdbc, String filter, String page, String sql, List<Object> params) {
        double first = 0;
        var times = new ArrayList<Double>();
        String plan = "";
        for (int round = 0; round < 6; round++) {
            plan = String.join(
                    "\n",
                    jdbc.sql("EXPLAIN (ANALYZE, BUFFERS) " + sql)
                            .params(params)
                            .query(String.class)
                            .list());
            double time = Double.parseDouble(group(TIME, plan, 1));
            if (round == 0) {
                first = time;
            } else {
                times.add(time);
            }
        }
        times.sort(null);
        long pages = Long.parseLong(group(BUFFERS, plan, 1)) + Long.parseLong(group(BUFFERS, plan, 2));
        table.add(
                String.format(Locale.ROOT, "| %s | %s | %.2f | %.2f | %d |", filter, page, first, times.get(2), pages));
        plans.add("-- " + filter + ": " + page + "\n" + plan + "\n");
        assertThat(plan).doesNotContain("Seq Scan on payments", "Seq Scan on refunds");
    }

    public void write() throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("table.md"), table);
        Files.write(folder.resolve("plans.txt"), plans);
    }

    private static String group(Pattern pattern, String text, int group) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(group) == null ? "0" : matcher.group(group);
    }
}
