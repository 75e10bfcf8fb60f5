package info.sopranoexch.checkout;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "info.sopranoexch.checkout", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule dependsOnlyOnStarterAndSchemas = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "info.sopranoexch.gateway..",
                    "info.sopranoexch.payment..",
                    "info.sopranoexch.provider..",
                    "info.sopranoexch.webhook..",
                    "info.sopranoexch.sandbox..",
                    "info.sopranoexch.localstack..",
                    "info.sopranoexch.schemas.avro..");
}
