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
    static final ArchRule features_are_free_of_cycles =
            slices().matching("info.sopranoexch.gateway.(*)..").should().beFreeOfCycles();

    @Test
    void a_planted_cycle_is_found() {
        JavaClasses planted = new ClassFileImporter().importPackages("info.sopranoexch.gateway.planted");
        ArchRule rule = slices().matching("info.sopranoexch.gateway.planted.(*)..")
                .should()
                .beFreeOfCycles();
        assertThat(rule.evaluate(planted).hasViolation()).isTrue();
    }

    @Test
    void a_planted_use_of_another_module_is_found() {
        JavaClasses planted = new ClassFileImporter()
                .importPackages("info.sopranoexch.gateway.planted", "info.sopranoexch.localstack");
        assertThat(of_the_other_modules_only_schemas.evaluate(planted).hasViolation())
                .isTrue();
    }

    @Test
    void a_planted_avro_record_is_found() {
        JavaClasses planted = new ClassFileImporter().importPackages("info.sopranoexch.gateway.planted");
        assertThat(avro_stays_where_records_are_written_and_read
                        .evaluate(planted)
                        .hasViolation())
                .isTrue();
    }

    @ArchTest
    static final ArchRule of_the_other_modules_only_schemas = noClasses()
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
    static final ArchRule avro_stays_where_records_are_written_and_read = noClasses()
            .that()
            .resideInAPackage("info.sopranoexch.gateway..")
            .and()
            .resideOutsideOfPackages("..gateway.commands..", "..gateway.directory..", "..gateway.kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("info.sopranoexch.schemas.avro..", "org.apache.avro..");
}
