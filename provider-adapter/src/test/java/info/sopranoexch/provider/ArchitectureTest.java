package info.sopranoexch.provider;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import info.sopranoexch.starter.secrets.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import org.junit.jupiter.api.Test;

/** The package {@code planted} violates each rule, so that the test proves the rules. */
class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("info.sopranoexch.provider");
    private static final JavaClasses PLANTED =
            new ClassFileImporter().importPackages("info.sopranoexch.provider.planted");

    private static final ArchRule NO_CYCLES =
            slices().matching("info.sopranoexch.provider.(**)").should().beFreeOfCycles();

    private static final ArchRule NO_OTHER_MODULE = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages(
                    "info.sopranoexch.payment..",
                    "info.sopranoexch.gateway..",
                    "info.sopranoexch.webhook..",
                    "info.sopranoexch.sandbox..");

    private static final Pattern COMPARISON =
            Pattern.compile("(deep|content)?[eE]quals(IgnoreCase)?|compare(To|ToIgnoreCase)?|mismatch|hashCode");

    private static final DescribedPredicate<JavaClass> COMPUTE_SIGNATURES = describe(
            "compute signatures",
            type -> type.getMethodCallsFromSelf().stream().anyMatch(ArchitectureTest::computesHmac));
    private static final DescribedPredicate<JavaMethodCall> COMPARISONS = describe(
            "compares", call -> COMPARISON.matcher(call.getTarget().getName()).matches());

    private static final ArchRule COMPARED_BY_IS_EQUAL = classes()
            .that(COMPUTE_SIGNATURES)
            .should()
            .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class);

    private static final ArchRule COMPARED_IN_NO_OTHER_WAY =
            noClasses().that(COMPUTE_SIGNATURES).should().callMethodWhere(COMPARISONS);

    /** Names of Paymoon's API, as in docs/contract.md. */
    private static final Pattern PAYMOON_NAMES = Pattern.compile(
            "X-Paymoon|\"(external_id|invoice_id|paid_amount|payment_url|callback_url|external_refund_id)\"|v1/invoices");

    @Test
    void packagesHaveNoCycles() {
        NO_CYCLES.check(OURS);
        assertThatThrownBy(() -> NO_CYCLES.check(PLANTED)).isInstanceOf(AssertionError.class);
    }

    @Test
    void usesNoClassesOfOtherServices() {
        NO_OTHER_MODULE.check(OURS);
    }

    @Test
    void comparesSignaturesInConstantTime() {
        COMPARED_BY_IS_EQUAL.check(OURS);
        COMPARED_IN_NO_OTHER_WAY.check(OURS);
        assertThatThrownBy(() -> COMPARED_BY_IS_EQUAL.check(PLANTED)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> COMPARED_IN_NO_OTHER_WAY.check(PLANTED)).isInstanceOf(AssertionError.class);
    }

    @Test
    void onlyThePaymoonPackageUsesNamesOfItsApi() {
        assertThat(filesWithPaymoonNames(Path.of("src/main/java")))
                .isNotEmpty()
                .allMatch(path -> path.getParent().endsWith("paymoon"));
        assertThat(filesWithPaymoonNames(Path.of("src/test/java/info/sopranoexch/provider/planted")))
                .hasSize(1);
    }

    private static boolean computesHmac(JavaMethodCall call) {
        JavaClass owner = call.getTargetOwner();
        return owner.isEquivalentTo(Mac.class)
                || owner.isEquivalentTo(Sha256.class) && call.getName().equals("hmac");
    }

    private static List<Path> filesWithPaymoonNames(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> PAYMOON_NAMES.matcher(read(path)).find())
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
