package info.sopranoexch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The source code and the document have the same error codes. If a code is created in a way that this test does not know, the
 * documented code appears to be unused.
 */
class ErrorCodesTest {
    private static final List<String> MODULES = List.of(
            "api-gateway", "checkout", "payment-service", "provider-adapter", "service-starter", "webhook-dispatcher");
    private static final String CODE = "\\s*\"([a-z0-9]+(?:_[a-z0-9]+)*)\"";
    /** Codes of internal ports, which only operators and the gateway see. */
    private static final Set<String> OPERATORS = Set.of(
            "logo_not_found",
            "not_waiting",
            "payment_not_in_review",
            "review_not_refundable",
            "quarantine_entry_not_found",
            "quarantine_entry_applied");

    /** Codes of requests between services. */
    private static final Set<String> INTERNAL = Set.of("not_offered", "provider_unavailable");

    private static final List<Pattern> CODES = patterns(
            "new ProblemException\\(\\s*\\w+,",
            "\\bof\\(\\s*(?:\\d{3}|status),",
            "ProblemException\\.unavailable\\(",
            "Unauthorized\\.because\\(",
            "new (?:Decision\\.)?Rejected\\(",
            "Replies\\.rejected\\(\\s*command,",
            "\\bproblem\\(\\s*HttpStatus\\.\\w+,",
            "INVALID_SIGNATURE =",
            "_KEY\\(\"[\\w-]+\", \"[^\"]+\",",
            "_KEY\\(\"[\\w-]+\", \"[^\"]+\", \"\\w+\",");
    private static final List<Pattern> NAMES =
            patterns("ProblemException\\.notFound\\(", "PathIds\\.(?:name|number)\\(\\w+,");
    private static final List<Pattern> FIELD_CODES = patterns(
            "(?:\\binvalid|[.\\s]error)\\(\\s*(?:\"[\\w-]+\"|[\\w.()]+),",
            "new FieldError\\(\\s*(?:\"\\w+\"|\\w+|\\w+\\.\\w+\\(\\)),");

    private final ApiContract contract = ApiContract.load(Path.of("..", "docs", "openapi.yaml"));

    @Test
    void sourceCodeAndDocumentHaveTheSameCodes() throws IOException {
        Set<String> codes = new TreeSet<>();
        Set<String> fieldCodes = new TreeSet<>();
        Set<String> names = new TreeSet<>();
        for (String source : sources()) {
            find(CODES, source, codes);
            find(NAMES, source, names);
            find(FIELD_CODES, source, fieldCodes);
        }
        names.forEach(name -> codes.add(name + "_not_found"));
        codes.removeAll(OPERATORS);
        codes.removeAll(INTERNAL);

        assertThat(contract.codes()).containsExactlyInAnyOrderElementsOf(codes);
        assertThat(contract.fieldCodes()).containsExactlyInAnyOrderElementsOf(fieldCodes);
    }

    private static List<Pattern> patterns(String... starts) {
        return Stream.of(starts)
                .map(start -> Pattern.compile("(?:" + start + ")" + CODE))
                .toList();
    }

    private static void find(List<Pattern> patterns, String source, Set<String> found) {
        for (Pattern pattern : patterns) {
            Matcher matcher = pattern.matcher(source);
            while (matcher.find()) {
                found.add(matcher.group(1));
            }
        }
    }

    private static List<String> sources() throws IOException {
        var sources = new java.util.ArrayList<String>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    sources.add(Files.readString(file));
                }
            }
        }
        return sources;
    }
}
