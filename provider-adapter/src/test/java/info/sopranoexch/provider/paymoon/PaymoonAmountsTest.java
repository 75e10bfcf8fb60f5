package info.sopranoexch.provider.paymoon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import info.sopranoexch.provider.testing.Payments;
import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaymoonAmountsTest {
    @ParameterizedTest
    @CsvSource({
        "1000.00, 2, 100000",
        "1000, 2, 100000",
        "1000.000, 2, 100000",
        "0.01, 2, 1",
        "0, 2, 0",
        "500, 0, 500",
        "500.00, 0, 500",
        "1.234, 3, 1234",
        "92233720368547758.07, 2, 9223372036854775807"
    })
    void convertsToMinorUnits(String decimal, int decimals, long minor) throws UntranslatableException {
        assertThat(PaymoonAmounts.toMinor(decimal, decimals, "amount")).isEqualTo(minor);
    }

    @ParameterizedTest
    @CsvSource({
        "100000, 2, 1000.00",
        "1, 2, 0.01",
        "500, 0, 500",
        "1234, 3, 1.234",
        "9223372036854775807, 2, 92233720368547758.07"
    })
    void convertsToDecimalsOfTheCurrency(long minor, int decimals, String decimal) {
        assertThat(PaymoonAmounts.toDecimal(minor, decimals)).isEqualTo(decimal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1.001",
                "-1.00",
                "+1.00",
                "1e3",
                "1E2000000000",
                "0x10",
                "NaN",
                "Infinity",
                "1,000.00",
                "01.00",
                ".5",
                "1.",
                "92233720368547758.08",
                "999999999999999999999999",
                "١.٠٠"
            })
    void rejectsAmountThatIsNotExact(String amount) {
        assertThatThrownBy(() -> PaymoonAmounts.toMinor(amount, 2, "amount"))
                .isInstanceOf(UntranslatableException.class)
                .hasMessageContaining("amount");
    }

    @Test
    void usesDecimalsOfIso4217() throws UntranslatableException {
        assertThat(PaymoonAmounts.ISO_4217.of("RUB")).isEqualTo(2);
        assertThat(PaymoonAmounts.ISO_4217.of("JPY")).isZero();
        assertThat(PaymoonAmounts.ISO_4217.of("KWD")).isEqualTo(3);
        // The JDK knows CLF and HRK, but payments cannot use them.
        for (String none : new String[] {"XXX", "XAU", "CLF", "HRK", "ZZZ", "rub", "RUBL", ""}) {
            assertThatThrownBy(() -> PaymoonAmounts.ISO_4217.of(none)).isInstanceOf(UntranslatableException.class);
        }
    }

    @Test
    void prefersDecimalsOfThePayment() throws UntranslatableException {
        Payment payment = Payment.newBuilder(Payments.payment("pay_1", PaymentStatus.pending, 1, null))
                .setCurrencyDecimals(4)
                .build();
        assertThat(PaymoonAmounts.of(payment).of("RUB")).isEqualTo(4);
        assertThat(PaymoonAmounts.of(payment).of("USD")).isEqualTo(2);
    }
}
