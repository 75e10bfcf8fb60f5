package info.sopranoexch.sandbox.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.sandbox.testing.SandboxFixture;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same call again, with another body, and many at once. */
class SameRequestIT extends SandboxFixture {
    private static final int AT_ONCE = 16;

    @ParameterizedTest
    @CsvSource({
        "external_id, pay_another",
        "amount, 1000.01",
        "currency, USD",
        "description, Three tickets",
        "callback_url, http://localhost:1/elsewhere",
        "return_url, https://elsewhere.example/",
        "expires_at, 2999-01-01T00:00:00Z"
    })
    void aKeyIsForOneBody(String field, String other) throws Exception {
        String id = text(create("1000.00").json(), "invoice_id");
        Answer answer = call(
                "POST", "/v1/invoices", invoice("1000.00").put(field, other).toString(), payment);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(text(answer.json(), "code")).isEqualTo("idempotency_conflict");

        var without = invoice("1000.00");
        without.remove("description");
        assertThat(call("POST", "/v1/invoices", without.toString(), payment).status())
                .isEqualTo(409);
        assertThat(text(create("1000.00").json(), "invoice_id")).isEqualTo(id);
    }

    @Test
    void anExternalIdIsForOneBodyWhateverTheKey() throws Exception {
        String id = text(create("1000.00").json(), "invoice_id");
        assertThat(call(
                                "POST",
                                "/v1/invoices",
                                invoice("1000.00").put("description", "other").toString(),
                                "key-" + payment)
                        .status())
                .isEqualTo(409);
        Answer same = call("POST", "/v1/invoices", invoice("1000.00").toString(), "key-" + payment);
        assertThat(same.status()).isEqualTo(200);
        assertThat(text(same.json(), "invoice_id")).isEqualTo(id);
    }

    @Test
    void createsAtOnceMakeOneInvoice() throws Exception {
        List<Answer> answers = atOnce(_ -> create("1000.00"));
        assertThat(answers).extracting(Answer::status).containsOnly(200, 201).containsOnlyOnce(201);
        assertThat(answers.stream()
                        .map(answer -> text(answer.json(), "invoice_id"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void refundsOfOneIdAtOnceMakeOneRefund() throws Exception {
        String id = paid();
        List<Answer> answers = atOnce(_ -> refund(id, "r1", "100.00"));
        assertThat(answers).extracting(Answer::status).containsOnly(200, 201).containsOnlyOnce(201);
        assertThat(refunded(id)).isEqualByComparingTo("100.00");
    }

    @Test
    void refundsAtOnceNeverExceedWhatWasPaid() throws Exception {
        String id = paid();
        List<Answer> answers = atOnce(number -> refund(id, "r" + number, "300.00"));
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(3);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 201)
                .allSatisfy(answer -> assertThat(text(answer.json(), "code")).isEqualTo("refund_exceeds_paid"));
        assertThat(refunded(id)).isEqualByComparingTo("900.00");
    }

    private String paid() throws Exception {
        String id = text(create("1000.00").json(), "invoice_id");
        pay(null);
        return id;
    }

    private BigDecimal refunded(String id) throws Exception {
        return new BigDecimal(text(call("GET", "/v1/invoices/" + id, null, null).json(), "refunded_amount"));
    }

    private interface Numbered {
        Answer call(int number) throws Exception;
    }

    private static List<Answer> atOnce(Numbered call) throws Exception {
        var answers = new ArrayList<Answer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> calls = IntStream.range(0, AT_ONCE)
                    .mapToObj(number -> (Callable<Answer>) () -> call.call(number))
                    .toList();
            for (Future<Answer> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }
        return answers;
    }
}
