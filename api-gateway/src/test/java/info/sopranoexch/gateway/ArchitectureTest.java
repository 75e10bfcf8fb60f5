package info.sopranoexch.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "info.sopranoexch", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule features_are_free_of_cycles =
            slices().matching("info.sopranoexch.gateway.(*)..").should().beFreeOfCycles();

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
            .resideOutsideOfPackages(
                    "..gateway.commands..", "..gateway.directory..", "..gateway.kafka..", "..schemas..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("info.sopranoexch.schemas.avro..", "org.apache.avro..");
}
