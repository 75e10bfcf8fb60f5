package info.sopranoexch.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.sandbox.testing.SandboxFixture;
import info.sopranoexch.starter.testing.HttpTestClient.Response;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlIT extends SandboxFixture {
    @Test
    void payWaitsForTheInvoice() throws Exception {
        CompletableFuture<Response> paid = CompletableFuture.supplyAsync(() -> {
            try {
                return pay(null);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        create("1000.00");
        assertThat(text(paid.get().json(), "status")).isEqualTo("paid");
    }

    @Test
    void payRespondsNotFoundWithoutInvoice() throws Exception {
        assertThat(pay(null).status()).isEqualTo(404);
    }

    @Test
    void paysWithEveryOutcome() throws Exception {
        for (var expected : new String[][] {
            {"declined", "failed", "0.00"},
            {"underpaid", "underpaid", "500.00"},
            {"overpaid", "overpaid", "2000.00"},
            {"processing", "processing", "0.00"},
            {"expired", "expired", "0.00"}
        }) {
            String other = payment + expected[0];
            create(other, other, "1000.00", java.time.Instant.now().plusSeconds(60));
            Response response = call(
                    "POST",
                    "/control/invoices/by-external-id/" + other + "/pay",
                    "{\"outcome\":\"" + expected[0] + "\"}",
                    null);
            assertThat(text(response.json(), "status")).isEqualTo(expected[1]);
            assertThat(text(response.json(), "paid_amount")).isEqualTo(expected[2]);
        }
    }

    @Test
    void rejectsSecondPayment() throws Exception {
        create("1000.00");
        pay(null);
        assertThat(pay(null).status()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"outcom":"declined"}      | outcom
                    {"outcome":"lost"}         | outcome
                    {"outcome":1}              | outcome
                    {"callbacks":"thrice"}     | callbacks
                    {"late_seconds":-1}        | late_seconds
                    {"late_seconds":86401}     | late_seconds
                    {"lateSeconds":1}          | lateSeconds
                    """)
    void namesInvalidFieldAndPaysNothing(String body, String field) throws Exception {
        create("1000.00");
        Response response = pay(body);
        assertThat(response.status()).isEqualTo(400);
        assertThat(text(response.json(), "message")).startsWith(field + ": ");
        assertThat(text(
                        call("GET", "/control/invoices/by-external-id/" + payment, null, null)
                                .json(),
                        "status"))
                .isEqualTo("created");
    }

    @Test
    void outcomeKeepsCallbacksOfTheAmount() throws Exception {
        create("7705");
        pay("{\"outcome\":\"declined\"}");
        assertThat(awaitCallbacks(2))
                .extracting(got -> text(got.body(), "status"))
                .containsOnly("failed");
    }

    @Test
    void setsAndRemovesFaults() throws Exception {
        call("PUT", "/control/faults", "{\"create\":\"429\",\"times\":1}", null);
        Response throttled = create("1000.00");
        assertThat(throttled.status()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(create("1000.00").status()).isEqualTo(201);

        call("PUT", "/control/faults", "{\"query\":\"outage\"}", null);
        assertThat(call("GET", "/v1/invoices?external_id=" + payment, null, null)
                        .status())
                .isEqualTo(503);
        call("DELETE", "/control/faults", null, null);
        assertThat(call("GET", "/v1/invoices?external_id=" + payment, null, null)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void timeoutAfterSuccessCreatesInvoice() throws Exception {
        call("PUT", "/control/faults", "{\"create\":\"timeout_after_success\",\"times\":1}", null);
        long start = System.nanoTime();
        create("1000.00");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1_500));
        assertThat(call("GET", "/v1/invoices?external_id=" + payment, null, null)
                        .json()
                        .path("data")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void magicAmountsMakeCreatesFail() throws Exception {
        assertThat(create("7712.00").status()).isEqualTo(429);
        assertThat(create("7712.00").status()).isEqualTo(429);
        assertThat(create("7712.00").status()).isEqualTo(201);
    }

    @Test
    void sendsCustomCallback() throws Exception {
        call("POST", "/control/callbacks", String.format(Locale.ROOT, """
                {"event_id":"mine","external_id":"%1$s","target":"%2$s","body":"{\\"external_id\\":\\"%1$s\\"}","forged":true}""", payment, RECEIVER.url()), null);
        assertThat(awaitCallbacks(1).getFirst().genuine()).isFalse();
        assertThat(call("GET", "/control/callbacks?external_id=" + payment, null, null)
                        .json()
                        .get(0)
                        .path("forged")
                        .booleanValue())
                .isTrue();
    }
}
