package info.sopranoexch.sandbox.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.sandbox.testing.SandboxFixture;
import info.sopranoexch.starter.testing.HttpTestClient.Response;
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

/** Repeated requests, with equal and different bodies, also concurrent ones. */
class SameRequestIT extends SandboxFixture {
    private static final int CONCURRENT = 16;

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
    void rejectsKeyWithAnotherBody(String field, String other) throws Exception {
        String id = text(create("1000.00").json(), "invoice_id");
        Response response = call(
                "POST", "/v1/invoices", invoice("1000.00").put(field, other).toString(), payment);
        assertThat(response.status()).isEqualTo(409);
        assertThat(text(response.json(), "code")).isEqualTo("idempotency_conflict");

        var without = invoice("1000.00");
        without.remove("description");
        assertThat(call("POST", "/v1/invoices", without.toString(), payment).status())
                .isEqualTo(409);
        assertThat(text(create("1000.00").json(), "invoice_id")).isEqualTo(id);
    }

    @Test
    void rejectsExternalIdWithAnotherBody() throws Exception {
        String id = text(create("1000.00").json(), "invoice_id");
        assertThat(call(
                                "POST",
                                "/v1/invoices",
                                invoice("1000.00").put("description", "other").toString(),
                                "key-" + payment)
                        .status())
                .isEqualTo(409);
        Response same = call("POST", "/v1/invoices", invoice("1000.00").toString(), "key-" + payment);
        assertThat(same.status()).isEqualTo(200);
        assertThat(text(same.json(), "invoice_id")).isEqualTo(id);
    }

    @Test
    void concurrentCreatesMakeOneInvoice() throws Exception {
        List<Response> responses = concurrently(_ -> create("1000.00"));
        assertThat(responses)
                .extracting(Response::status)
                .containsOnly(200, 201)
                .containsOnlyOnce(201);
        assertThat(responses.stream()
                        .map(response -> text(response.json(), "invoice_id"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void concurrentRefundsWithOneIdMakeOneRefund() throws Exception {
        String id = paid();
        List<Response> responses = concurrently(_ -> refund(id, "r1", "100.00"));
        assertThat(responses)
                .extracting(Response::status)
                .containsOnly(200, 201)
                .containsOnlyOnce(201);
        assertThat(refunded(id)).isEqualByComparingTo("100.00");
    }

    @Test
    void concurrentRefundsNeverExceedThePaidAmount() throws Exception {
        String id = paid();
        List<Response> responses = concurrently(number -> refund(id, "r" + number, "300.00"));
        assertThat(responses).filteredOn(response -> response.status() == 201).hasSize(3);
        assertThat(responses)
                .filteredOn(response -> response.status() != 201)
                .allSatisfy(
                        response -> assertThat(text(response.json(), "code")).isEqualTo("refund_exceeds_paid"));
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
        Response call(int number) throws Exception;
    }

    private static List<Response> concurrently(Numbered call) throws Exception {
        var responses = new ArrayList<Response>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Response>> calls = IntStream.range(0, CONCURRENT)
                    .mapToObj(number -> (Callable<Response>) () -> call.call(number))
                    .toList();
            for (Future<Response> response : threads.invokeAll(calls)) {
                responses.add(response.get());
            }
        }
        return responses;
    }
}
