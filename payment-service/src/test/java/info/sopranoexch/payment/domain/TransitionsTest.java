package info.sopranoexch.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.payment.domain.Transitions.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TransitionsTest {
    static Stream<Arguments> pairs() {
        return Stream.of(PaymentStatus.values())
                .flatMap(from -> Stream.of(PaymentStatus.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void everyPairIsDecided(PaymentStatus from, PaymentStatus to) {
        assertThat(Transitions.verdict(from, to)).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void nothingLeavesSuccessButForRefunds(PaymentStatus from, PaymentStatus to) {
        if (from.isPaid() && !to.isPaid()) {
            assertThat(Transitions.verdict(from, to)).isEqualTo(Verdict.NEVER);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void anEndedPaymentIsReopenedByMoneyOnly(PaymentStatus from, PaymentStatus to) {
        if (!from.isOpen() && !from.isPaid() && from != to) {
            assertThat(Transitions.verdict(from, to))
                    .isEqualTo(to == PaymentStatus.SUCCESS ? Verdict.LATE : Verdict.NEVER);
        }
    }

    @Test
    void moneyIsNeverUnwelcome() {
        assertThat(PaymentStatus.values())
                .allSatisfy(from -> assertThat(Transitions.verdict(from, PaymentStatus.SUCCESS))
                        .isNotEqualTo(Verdict.NEVER));
    }

    @Test
    void theDiagramIsOfThisTable() throws IOException {
        String document = Files.readString(Path.of("payment-states.md"));
        assertThat(document).contains("```mermaid\n" + Transitions.diagram() + "```");
    }
}
