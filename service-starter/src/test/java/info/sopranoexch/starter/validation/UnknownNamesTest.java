package info.sopranoexch.starter.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownNamesTest {
    private static final Set<String> KNOWN = Set.of(
            "amount", "currency", "description", "expires_in", "merchant_id", "order_id", "return_url", "status");

    @ParameterizedTest
    @CsvSource({
        "expiresIn, expires_in",
        "expires-in, expires_in",
        "status[], status",
        "orderId, order_id",
        "retrun_url, return_url",
        "refund_amount, amount",
        "curency, currency"
    })
    void findsMisspeltName(String name, String meant) {
        assertThat(UnknownNames.nearest(name, KNOWN)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "id", "account_id", "[]", "planted"})
    void findsNothingForAnotherName(String name) {
        assertThat(UnknownNames.nearest(name, KNOWN)).isNull();
    }

    @Test
    void shortensAndCleansHostileName() {
        assertThat(UnknownNames.printable("a\u0000\ud800" + "x".repeat(100)))
                .isEqualTo("a\ufffd\ufffd" + "x".repeat(47));
    }

    @Test
    void suggestsNearestName() {
        assertThat(FieldErrors.unknownField("expiresIn", KNOWN).message())
                .isEqualTo("expiresIn is not a known field; the nearest known name is expires_in.");
    }
}
