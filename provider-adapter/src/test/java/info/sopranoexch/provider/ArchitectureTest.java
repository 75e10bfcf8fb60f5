package info.sopranoexch.provider;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each rule is shown to bite by a violation planted under {@code planted}. */
class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("info.sopranoexch.provider");
    private static final JavaClasses PLANTED =
            new ClassFileImporter().importPackages("info.sopranoexch.provider.planted");

    private static final ArchRule NO_CYCLES =
            slices().matching("info.sopranoexch.provider.(**)").should().beFreeOfCycles();

    private static final ArchRule AVRO_AT_THE_EDGES = noClasses()
            .that()
            .haveNameNotMatching(".*(Listener|Publisher|Mapper)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("info.sopranoexch.schemas.avro");

    private static final ArchRule NO_OTHER_MODULE = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages(
                    "info.sopranoexch.payment..",
                    "info.sopranoexch.gateway..",
                    "info.sopranoexch.webhook..",
                    "info.sopranoexch.sandbox..");

    /** Paymoon's own words, as they stand in CONTRACT. */
    private static final Pattern PAYMOONS_WORDS = Pattern.compile(
            "X-Paymoon|\"(external_id|invoice_id|paid_amount|payment_url|callback_url|external_refund_id)\"|v1/invoices");

    @Test
    void featuresAreFreeOfCycles() {
        NO_CYCLES.check(OURS);
        assertThatThrownBy(() -> NO_CYCLES.check(PLANTED)).isInstanceOf(AssertionError.class);
    }

    @Test
    void avroStaysAtTheEdges() {
        AVRO_AT_THE_EDGES.check(OURS);
        assertThatThrownBy(() -> AVRO_AT_THE_EDGES.check(PLANTED)).isInstanceOf(AssertionError.class);
    }

    @Test
    void noOtherModuleIsKnown() {
        NO_OTHER_MODULE.check(OURS);
    }

    @Test
    void onlyThePaymoonPackageSpeaksPaymoonsWords() {
        assertThat(speakers(Path.of("src/main/java")))
                .isNotEmpty()
                .allMatch(path -> path.getParent().endsWith("paymoon"));
        assertThat(speakers(Path.of("src/test/java/info/sopranoexch/provider/planted")))
                .hasSize(1);
    }

    private static List<Path> speakers(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> PAYMOONS_WORDS.matcher(read(path)).find())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
