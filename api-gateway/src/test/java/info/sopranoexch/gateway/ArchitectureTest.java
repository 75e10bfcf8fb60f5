package info.sopranoexch.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

@AnalyzeClasses(packages = "info.sopranoexch", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule featuresAreFreeOfCycles =
            slices().matching("info.sopranoexch.gateway.(*)..").should().beFreeOfCycles();

    @Test
    void findsPlantedCycle() {
        JavaClasses planted = new ClassFileImporter().importPackages("info.sopranoexch.gateway.planted");
        ArchRule rule = slices().matching("info.sopranoexch.gateway.planted.(*)..")
                .should()
                .beFreeOfCycles();
        assertThat(rule.evaluate(planted).hasViolation()).isTrue();
    }

    @Test
    void findsPlantedUseOfAnotherModule() {
        JavaClasses planted = new ClassFileImporter()
                .importPackages("info.sopranoexch.gateway.planted", "info.sopranoexch.localstack");
        assertThat(ofTheOtherModulesOnlySchemas.evaluate(planted).hasViolation())
                .isTrue();
    }

    @Test
    void findsPlantedAvroRecord() {
        JavaClasses planted = new ClassFileImporter().importPackages("info.sopranoexch.gateway.planted");
        assertThat(avroStaysWhereRecordsAreWrittenAndRead.evaluate(planted).hasViolation())
                .isTrue();
    }

    @ArchTest
    static final ArchRule ofTheOtherModulesOnlySchemas = noClasses()
            .that()
            .resideInAPackage("info.sopranoexch.gateway..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "info.sopranoexch.payment..",
                    "info.sopranoexch.provider..",
                    "info.sopranoexch.webhook..",
                    "info.sopranoexch.sandbox..",
                    "info.sopranoexch.localstack..");

    @ArchTest
    static final ArchRule avroStaysWhereRecordsAreWrittenAndRead = noClasses()
            .that()
            .resideInAPackage("info.sopranoexch.gateway..")
            .and()
            .resideOutsideOfPackages(
                    "..gateway.commands..",
                    "..gateway.payments..",
                    "..gateway.directory..",
                    "..gateway.kafka..",
                    "..gateway.requestlog..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("info.sopranoexch.schemas.avro..", "org.apache.avro..");
}
