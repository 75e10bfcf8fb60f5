package info.sopranoexch.webhook;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.annotation.Transactional;

/** Each rule holds for the service, and bites where a violation is planted. */
class ArchitectureTest {
    private static final String ROOT = "info.sopranoexch.webhook";
    private static final String PLANTED = ROOT + ".planted";

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
    private static final JavaClasses VIOLATIONS = new ClassFileImporter().importPackages(PLANTED);

    private static final ArchRule ONLY_SCHEMAS = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "info.sopranoexch.payment..",
                    "info.sopranoexch.gateway..",
                    "info.sopranoexch.provider..",
                    "info.sopranoexch.sandbox..",
                    "info.sopranoexch.localstack..");

    private static final ArchRule TIME_COMES_FROM_THE_CLOCK = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    private static final ArchRule SENDING_KNOWS_NO_DATABASE_AND_NO_KAFKA = noClasses()
            .that()
            .resideInAPackage("..sending..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.springframework.jdbc..", "org.apache.kafka..");

    /** The proxy is bypassed by a call through {@code this}, and there is no transaction. */
    private static final ArchRule TRANSACTIONS_ARE_NOT_BEGUN_THROUGH_THIS = classes()
            .should(new ArchCondition<JavaClass>("not refer to their own transactional methods") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    type.getCodeUnitReferencesFromSelf().forEach(reference -> check(type, reference, events));
                    type.getMethodCallsFromSelf().forEach(call -> check(type, call, events));
                }

                private static void check(JavaClass type, JavaCodeUnitAccess<?> access, ConditionEvents events) {
                    boolean begins = access.getTargetOwner().equals(type)
                            && access.getTarget().isAnnotatedWith(Transactional.class);
                    if (begins) {
                        events.add(SimpleConditionEvent.violated(access, access.getDescription()));
                    }
                }
            });

    private static ArchRule noCycles(String root) {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    @Test
    void hasNoCyclesBetweenFeatures() {
        noCycles(ROOT).check(SERVICE);
        assertThat(noCycles(PLANTED).evaluate(VIOLATIONS).hasViolation()).isTrue();
    }

    @Test
    void dependsOnNoOtherService() {
        holdsAndBites(ONLY_SCHEMAS, "info.sopranoexch.localstack");
    }

    @Test
    void readsTheTimeFromTheClock() {
        holdsAndBites(TIME_COMES_FROM_THE_CLOCK, "Instant.now()", "System.currentTimeMillis()");
    }

    @Test
    void sendsWithoutDatabaseAndKafka() {
        holdsAndBites(SENDING_KNOWS_NO_DATABASE_AND_NO_KAFKA, "java.sql.Connection", "org.apache.kafka");
    }

    @Test
    void callsTransactionalMethodsThroughTheProxy() {
        holdsAndBites(TRANSACTIONS_ARE_NOT_BEGUN_THROUGH_THIS, "calls method", "references method");
    }

    private static void holdsAndBites(ArchRule rule, String... found) {
        rule.check(SERVICE);
        assertThat(rule.evaluate(VIOLATIONS).getFailureReport().getDetails().toString())
                .contains(found);
    }
}
