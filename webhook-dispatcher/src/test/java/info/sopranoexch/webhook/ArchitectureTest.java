package info.sopranoexch.webhook;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "info.sopranoexch.webhook", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule FEATURES_ARE_FREE_OF_CYCLES =
            slices().matching("info.sopranoexch.webhook.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_OTHER_MODULE_BUT_SCHEMAS = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "info.sopranoexch.payment..",
                    "info.sopranoexch.gateway..",
                    "info.sopranoexch.provider..",
                    "info.sopranoexch.sandbox..",
                    "info.sopranoexch.localstack..");

    @ArchTest
    static final ArchRule TIME_COMES_FROM_THE_CLOCK = noClasses()
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule SENDING_KNOWS_NO_DATABASE_AND_NO_KAFKA = noClasses()
            .that()
            .resideInAPackage("..webhook.sending..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.springframework.jdbc..", "org.apache.kafka..");
}
