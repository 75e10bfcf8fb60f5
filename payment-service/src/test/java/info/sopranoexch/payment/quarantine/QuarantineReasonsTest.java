package info.sopranoexch.payment.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.payment.domain.QuarantineReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuarantineReasonsTest {
    @ParameterizedTest
    @EnumSource(QuarantineReason.class)
    void runbookExplainsEachReason(QuarantineReason reason) throws IOException {
        assertThat(Files.readString(Path.of("../docs/runbook.md"))).contains("`" + reason.code() + "`");
    }
}
