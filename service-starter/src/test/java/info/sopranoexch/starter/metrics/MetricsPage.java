package info.sopranoexch.starter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code docs/metrics.md}, held against what a service exposes. */
public final class MetricsPage {
    private static final Pattern HEADING = Pattern.compile("## (.+)");
    private static final Pattern ROW = Pattern.compile("\\| `([a-z0-9_]+)` \\| ([a-z]+) \\| (.*?) \\|.*");
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern SAMPLE = Pattern.compile("(soprano_[a-z0-9_]+)\\{(.*)} \\S+");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Set<String> EVERYWHERE = Set.of("le", "quantile");

    private MetricsPage() {}

    /** A metric: its type and the names of its labels. */
    private record Metric(String type, Set<String> labels) {}

    /**
     * Checks that a service exposes the metrics of the page, and no other metrics of ours.
     *
     * @param service the heading on the page
     * @param scrape the response of {@code /actuator/prometheus}
     */
    public static void check(String service, String scrape) {
        var documented = new TreeMap<String, Metric>();
        documented.putAll(section("Every service"));
        documented.putAll(section(service));
        assertThat(exposed(scrape)).as("our own metrics of " + service).isEqualTo(ours(documented));
        assertThat(scrape.lines().map(TYPE::matcher).filter(Matcher::matches).map(m -> m.group(1)))
                .as("metrics of libraries that the page names")
                .containsAll(documented.keySet().stream()
                        .filter(name -> !name.startsWith("soprano_"))
                        .toList());
    }

    /** Returns every metric of the page. */
    public static Set<String> names() {
        return lines().stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static TreeMap<String, Metric> ours(TreeMap<String, Metric> documented) {
        var ours = new TreeMap<>(documented);
        ours.keySet().removeIf(name -> !name.startsWith("soprano_"));
        return ours;
    }

    private static TreeMap<String, Metric> section(String heading) {
        var rows = new TreeMap<String, Metric>();
        boolean within = false;
        for (String line : lines()) {
            Matcher title = HEADING.matcher(line);
            if (title.matches()) {
                within = title.group(1).equals(heading);
            }
            Matcher row = ROW.matcher(line);
            if (within && row.matches()) {
                rows.put(row.group(1), new Metric(row.group(2), labels(row.group(3))));
            }
        }
        assertThat(rows).as("rows under " + heading).isNotEmpty();
        return rows;
    }

    private static Set<String> labels(String cell) {
        return Pattern.compile("`([a-z_]+)`")
                .matcher(cell)
                .results()
                .map(label -> label.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static TreeMap<String, Metric> exposed(String scrape) {
        var exposed = new TreeMap<String, Metric>();
        for (String line : (Iterable<String>) scrape.lines()::iterator) {
            Matcher type = TYPE.matcher(line);
            if (type.matches() && type.group(1).startsWith("soprano_")) {
                exposed.put(type.group(1), new Metric(type.group(2), new TreeSet<>()));
            }
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                Metric metric = exposed.get(family(sample.group(1), exposed));
                LABEL.matcher(sample.group(2)).results().forEach(label -> {
                    assertBounded(line, label.group(2));
                    if (!EVERYWHERE.contains(label.group(1))) {
                        metric.labels().add(label.group(1));
                    }
                });
            }
        }
        // Micrometer adds a maximum to each timer and summary.
        exposed.keySet().removeIf(name -> name.endsWith("_max"));
        return exposed;
    }

    private static String family(String sample, TreeMap<String, Metric> exposed) {
        return exposed.containsKey(sample) ? sample : sample.replaceFirst("_(bucket|count|sum)$", "");
    }

    /** Labels have few values: each id or address would be a series of its own. */
    private static void assertBounded(String line, String value) {
        assertThat(value).as(line).doesNotMatch("(pay|evt|key|rfd|cmd)_.*|.*[0-9a-f]{16}.*|.*://.*");
    }

    /** Top of the project. */
    static Path project() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/metrics.md"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(project().resolve("docs/metrics.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
