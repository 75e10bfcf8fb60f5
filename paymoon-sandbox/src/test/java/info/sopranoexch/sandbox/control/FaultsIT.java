package info.sopranoexch.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.sandbox.testing.SandboxFixture;
import info.sopranoexch.starter.testing.HttpTestClient.Response;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsIT extends SandboxFixture {
    @Test
    void changesNothingOnTimeout() throws Exception {
        faults("{\"create\":\"timeout\",\"times\":1}");
        long start = System.nanoTime();
        Response response = create("1000.00");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1_500));
        assertThat(response.status()).isEqualTo(504);
        assertThat(call("GET", "/v1/invoices?external_id=" + payment, null, null)
                        .text())
                .isEqualTo("{\"data\":[]}");
    }

    @ParameterizedTest
    @CsvSource({"429, 429", "outage, 503", "timeout, 504"})
    void createsNoFailedRefund(String fault, int status) throws Exception {
        String id = text(create("1000.00").json(), "invoice_id");
        pay(null);
        faults("{\"refund\":\"" + fault + "\",\"times\":1}");
        assertThat(call("GET", "/v1/invoices/" + id, null, null).status()).isEqualTo(200);
        assertThat(refund(id, "r1", "10.00").status()).isEqualTo(status);
        assertThat(refund(id, "r1", "10.00").status()).isEqualTo(201);
    }

    @Test
    void createsRefundThatTimesOutAfterSuccess() throws Exception {
        String id = text(create("1000.00").json(), "invoice_id");
        pay(null);
        faults("{\"refund\":\"timeout_after_success\",\"times\":1}");
        refund(id, "r1", "10.00");
        assertThat(refund(id, "r1", "10.00").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"429, 429", "outage, 503", "timeout, 504"})
    void cancelsNothingOnFailure(String fault, int status) throws Exception {
        String id = text(create("1000.00").json(), "invoice_id");
        faults("{\"cancel\":\"" + fault + "\",\"times\":1}");
        assertThat(cancel(id).status()).isEqualTo(status);
        assertThat(text(call("GET", "/v1/invoices/" + id, null, null).json(), "status"))
                .isEqualTo("created");
        assertThat(text(cancel(id).json(), "status")).isEqualTo("cancelled");
    }

    @Test
    void refundsCanBeRefused() throws Exception {
        String id = text(create("1000.00").json(), "invoice_id");
        pay(null);
        faults("{\"refund_outcome\":\"refused\"}");
        Response refused = refund(id, "r1", "10.00");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(text(refused.json(), "code")).isEqualTo("refund_refused");
        faults("{}");
        assertThat(refund(id, "r1", "10.00").status()).isEqualTo(201);
    }

    @Test
    void callbacksCanNameRefundsByPaymoonsIdAlone() throws Exception {
        String id = text(create("1000.00").json(), "invoice_id");
        pay("{\"callbacks\":\"none\"}");
        faults("{\"external_refund_ids\":false}");
        Response response = refund(id, "r1", "10.00");
        assertThat(response.json().at("/refund/external_refund_id").stringValue(""))
                .isEqualTo("r1");

        var refund = awaitCallbacks(1).getFirst().body().path("refund");
        assertThat(refund.has("external_refund_id")).isFalse();
        assertThat(text(refund, "refund_id"))
                .isEqualTo(response.json().at("/refund/refund_id").stringValue(""));
    }

    @Test
    void refundsOfStaffHaveNoExternalId() throws Exception {
        create("1000.00");
        assertThat(staffRefund("250.00").status()).as("not paid yet").isEqualTo(422);
        pay("{\"callbacks\":\"none\"}");
        assertThat(text(staffRefund("250.00").json(), "refunded_amount")).isEqualTo("250.00");
        assertThat(staffRefund("750.01").status()).isEqualTo(422);

        var body = awaitCallbacks(1).getFirst().body();
        assertThat(text(body, "status")).isEqualTo("partially_refunded");
        assertThat(body.path("refund").has("external_refund_id")).isFalse();
        assertThat(text(body.path("refund"), "refund_id")).startsWith("rf_");
    }

    private Response staffRefund(String amount) throws Exception {
        return call(
                "POST",
                "/control/invoices/by-external-id/" + payment + "/refund",
                "{\"amount\":\"" + amount + "\"}",
                null);
    }

    @Test
    void sendsNoCallbacksWhileTheyAreOff() throws Exception {
        String id = text(create("1000.00").json(), "invoice_id");
        faults("{\"callbacks\":false}");
        pay("{\"callbacks\":\"twice\"}");
        assertThat(callbackCount()).isZero();
        call("DELETE", "/control/faults", null, null);
        refund(id, "r1", "10.00");
        assertThat(text(awaitCallbacks(1).getFirst().body(), "status")).isEqualTo("partially_refunded");
        assertThat(callbackCount()).isEqualTo(1);
    }

    @Test
    void countEndsOnlyFaultsOfCalls() throws Exception {
        faults("{\"create\":\"outage\",\"callbacks\":false,\"refund_outcome\":\"refused\",\"times\":1}");
        create("1000.00");
        assertThat(call("GET", "/control/faults", null, null).text())
                .isEqualTo("{\"create\":\"normal\",\"query\":\"normal\",\"refund\":\"normal\",\"cancel\":\"normal\","
                        + "\"refund_outcome\":\"refused\",\"callbacks\":false,\"external_refund_ids\":true}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"create\":\"429\",\"times\":0}",
                "{\"create\":\"429\",\"times\":-1}",
                "{\"callbacks\":false,\"times\":1}",
                "{\"create\":\"429\",\"times\":\"1\"}"
            })
    void rejectsInvalidTimes(String body) throws Exception {
        Response response = faults(body);
        assertThat(response.status()).isEqualTo(400);
        assertThat(text(response.json(), "message")).startsWith("times: ");
        assertThat(create("1000.00").status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"creat":"outage"}         | creat
                    {"create":"down"}          | create
                    {"refund_outcome":"later"} | refund_outcome
                    {"callbacks":"no"}         | callbacks
                    """)
    void namesInvalidField(String body, String field) throws Exception {
        Response response = faults(body);
        assertThat(response.status()).isEqualTo(400);
        assertThat(text(response.json(), "message")).startsWith(field + ": ");
    }

    private Response faults(String body) throws Exception {
        return call("PUT", "/control/faults", body, null);
    }

    private Response cancel(String id) throws Exception {
        return call("POST", "/v1/invoices/" + id + "/cancel", null, null);
    }

    private int callbackCount() throws Exception {
        return call("GET", "/control/callbacks?external_id=" + payment, null, null)
                .json()
                .size();
    }
}
