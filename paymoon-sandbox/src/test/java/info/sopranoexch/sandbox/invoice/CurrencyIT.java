package info.sopranoexch.sandbox.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.sandbox.testing.SandboxFixture;
import info.sopranoexch.starter.testing.HttpTestClient.Response;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurrencyIT extends SandboxFixture {
    @ParameterizedTest
    @CsvSource({
        "1000, JPY, 201",
        "1000.5, JPY, 422",
        "1000.50, JPY, 422",
        "1000.00, JPY, 422",
        "0.001, KWD, 201",
        "1.2345, KWD, 422",
        "1000, RUB, 201",
        "0.01, RUB, 201",
        "0.001, RUB, 422",
        "1.00, ABC, 422",
        "1.00, XXX, 422",
        "1, XAU, 422",
        "1.00, rub, 422"
    })
    void amountsHaveNoMoreDecimalsThanTheirCurrency(String amount, String currency, int status) throws Exception {
        assertThat(create(amount, currency).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"1000, JPY, 0.5", "1.000, KWD, 0.0001", "1.00, RUB, 0.0001"})
    void soDoRefunds(String amount, String currency, String refund) throws Exception {
        String id = text(create(amount, currency).json(), "invoice_id");
        pay(null);
        Response response = refund(id, "r1", refund);
        assertThat(response.status()).isEqualTo(422);
        assertThat(text(response.json(), "message")).startsWith("amount: at most");
    }

    @ParameterizedTest
    @CsvSource({"1001, JPY, 500", "0.003, KWD, 0.001", "7, RUB, 3.50", "0.03, RUB, 0.01"})
    void halfIsRoundedDownToTheSmallestUnit(String amount, String currency, String half) throws Exception {
        create(amount, currency);
        Response paid = pay("{\"outcome\":\"underpaid\"}");
        assertThat(text(paid.json(), "status")).isEqualTo("underpaid");
        assertThat(text(paid.json(), "paid_amount")).isEqualTo(half);
    }

    @ParameterizedTest
    @CsvSource({"1, JPY", "0.001, KWD", "0.01, RUB"})
    void rejectsUnderpaymentOfSmallestAmount(String amount, String currency) throws Exception {
        create(amount, currency);
        assertThat(pay("{\"outcome\":\"underpaid\"}").status()).isEqualTo(422);
        Response paid = pay(null);
        assertThat(text(paid.json(), "status")).isEqualTo("paid");
        assertThat(paid.json().path("version").intValue()).isEqualTo(2);
    }

    private Response create(String amount, String currency) throws Exception {
        return call(
                "POST",
                "/v1/invoices",
                invoice(amount).put("currency", currency).toString(),
                payment);
    }
}
