package info.sopranoexch.sandbox;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Each rule is shown to bite by a violation planted under {@code planted}. */
class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("info.sopranoexch.sandbox");
    private static final JavaClasses PLANTED =
            new ClassFileImporter().importPackages("info.sopranoexch.sandbox.planted");

    private static final ArchRule NO_CYCLES =
            slices().matching("info.sopranoexch.sandbox.(**)").should().beFreeOfCycles();

    /** Adapter and sandbox have only docs/contract.md in common. */
    private static final ArchRule SHARES_NO_CODE = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("info.sopranoexch..")
                    .and(resideOutsideOfPackage("info.sopranoexch.sandbox.."))
                    .as("reside in another module"));

    @Test
    void packagesHaveNoCycles() {
        NO_CYCLES.check(OURS);
        assertThatThrownBy(() -> NO_CYCLES.check(PLANTED)).isInstanceOf(AssertionError.class);
    }

    @Test
    void usesNoCodeOfOtherModules() {
        SHARES_NO_CODE.check(OURS);
        assertThatThrownBy(() -> SHARES_NO_CODE.check(PLANTED)).isInstanceOf(AssertionError.class);
    }
}
