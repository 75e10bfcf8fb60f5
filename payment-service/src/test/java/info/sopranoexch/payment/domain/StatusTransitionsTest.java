package info.sopranoexch.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.payment.domain.StatusTransitions.Transition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StatusTransitionsTest {
    static Stream<Arguments> pairs() {
        return Stream.of(PaymentStatus.values())
                .flatMap(from -> Stream.of(PaymentStatus.values()).map(to -> Arguments.of(from, to)));
    }

    private static Stream<Arguments> pairs(BiPredicate<PaymentStatus, PaymentStatus> condition) {
        return pairs().filter(pair -> condition.test((PaymentStatus) pair.get()[0], (PaymentStatus) pair.get()[1]));
    }

    static Stream<Arguments> fromPaidToUnpaid() {
        return pairs((from, to) -> from.isPaid() && !to.isPaid());
    }

    static Stream<Arguments> fromEndedUnpaid() {
        return pairs((from, to) -> !from.isOpen() && !from.isPaid() && from != to);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void definesEveryTransition(PaymentStatus from, PaymentStatus to) {
        assertThat(StatusTransitions.transition(from, to)).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("fromPaidToUnpaid")
    void leavesSuccessForRefundsOnly(PaymentStatus from, PaymentStatus to) {
        assertThat(StatusTransitions.transition(from, to)).isEqualTo(Transition.FORBIDDEN);
    }

    @ParameterizedTest
    @MethodSource("fromEndedUnpaid")
    void onlyMoneyReopensEndedPayment(PaymentStatus from, PaymentStatus to) {
        assertThat(StatusTransitions.transition(from, to))
                .isEqualTo(to == PaymentStatus.SUCCESS ? Transition.LATE_SUCCESS : Transition.FORBIDDEN);
    }

    @ParameterizedTest
    @EnumSource(PaymentStatus.class)
    void neverForbidsSuccess(PaymentStatus from) {
        assertThat(StatusTransitions.transition(from, PaymentStatus.SUCCESS)).isNotEqualTo(Transition.FORBIDDEN);
    }

    @Test
    void documentContainsCurrentDiagram() throws IOException {
        String document = Files.readString(Path.of("payment-states.md"));
        assertThat(document).contains("```mermaid\n" + diagram() + "```");
    }

    private static String diagram() {
        var text = new StringBuilder("stateDiagram-v2\n    [*] --> pending\n");
        for (PaymentStatus from : PaymentStatus.values()) {
            for (PaymentStatus to : PaymentStatus.values()) {
                String arrow = "    " + from.code() + " --> " + to.code();
                switch (StatusTransitions.transition(from, to)) {
                    case ALLOWED -> text.append(arrow).append('\n');
                    case LATE_SUCCESS -> text.append(arrow).append(": late, by policy\n");
                    case NONE, FORBIDDEN -> {}
                }
            }
        }
        return text.toString();
    }
}
