package info.sopranoexch.payment.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Each rule holds for the service, and finds a planted violation. */
class ArchitectureTest {
    private static final String ROOT = "info.sopranoexch.payment";
    private static final String PLANTED = ROOT + ".architecture.planted";

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
    private static final JavaClasses VIOLATIONS = new ClassFileImporter().importPackages(PLANTED);

    private static final ArchRule PURE_DOMAIN = noClasses()
            .that()
            .resideInAPackage("..domain..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..",
                    "org.apache..",
                    // Everything except the table of currencies.
                    "info.sopranoexch.schemas",
                    "info.sopranoexch.schemas.avro..",
                    "info.sopranoexch.schemas.deploy..",
                    "info.sopranoexch.schemas.serde..",
                    "java.sql..",
                    "tools.jackson..");

    private static final ArchRule ONLY_SCHEMAS = noClasses()
            .that()
            .resideInAPackage(ROOT + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "info.sopranoexch.gateway..",
                    "info.sopranoexch.provider..",
                    "info.sopranoexch.webhook..",
                    "info.sopranoexch.sandbox..",
                    "info.sopranoexch.localstack..");

    private static ArchRule noCycles(String root) {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    @Test
    void domainUsesNoFramework() {
        PURE_DOMAIN.check(SERVICE);
        assertThat(PURE_DOMAIN
                        .evaluate(VIOLATIONS)
                        .getFailureReport()
                        .getDetails()
                        .toString())
                .contains("springframework", "org.apache.kafka", "info.sopranoexch.schemas");
    }

    @Test
    void packagesHaveNoCycles() {
        noCycles(ROOT).check(SERVICE);
        assertThat(noCycles(PLANTED).evaluate(VIOLATIONS).hasViolation()).isTrue();
    }

    @Test
    void dependsOnSchemasAndStarterOnly() {
        ONLY_SCHEMAS.check(SERVICE);
        assertThat(ONLY_SCHEMAS.evaluate(VIOLATIONS).hasViolation()).isTrue();
    }
}
