package info.sopranoexch.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EventReasonTest {
    private static final Pattern CODE = Pattern.compile("`([a-z_]+)`");

    @Test
    void analyticsGuideListsEveryReason() throws IOException {
        String guide = Files.readString(Path.of("../docs/analytics.md"));
        String table = guide.substring(guide.indexOf("| `reason` |"));
        Set<String> listed = new TreeSet<>();
        table.lines().takeWhile(line -> line.startsWith("|")).skip(2).forEach(row -> {
            var code = CODE.matcher(row.split("\\|")[1]);
            while (code.find()) {
                listed.add(code.group(1));
            }
        });

        assertThat(listed)
                .isEqualTo(
                        Arrays.stream(EventReason.values()).map(HasCode::code).collect(Collectors.toSet()));
    }
}
