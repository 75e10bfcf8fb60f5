package info.sopranoexch.sandbox.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.sandbox.testing.SandboxFixture;
import info.sopranoexch.starter.testing.HttpTestClient;
import info.sopranoexch.starter.testing.HttpTestClient.Response;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InvoiceApiIT extends SandboxFixture {
    @Test
    void createsInvoiceOnce() throws Exception {
        Response first = create("1000.00");
        assertThat(first.status()).isEqualTo(201);
        assertThat(text(first.json(), "external_id")).isEqualTo(payment);
        assertThat(text(first.json(), "amount")).isEqualTo("1000.00");
        assertThat(text(first.json(), "status")).isEqualTo("created");
        String id = text(first.json(), "invoice_id");
        assertThat(text(first.json(), "payment_url")).isEqualTo("https://paymoon.example/pay/" + id);

        Response again = create("1000.00");
        assertThat(again.status()).isEqualTo(200);
        assertThat(text(again.json(), "invoice_id")).isEqualTo(id);

        assertThat(text(call("GET", "/v1/invoices/" + id, null, null).json(), "external_id"))
                .isEqualTo(payment);
        assertThat(text(
                        call("GET", "/v1/invoices?external_id=" + payment, null, null)
                                .json()
                                .path("data")
                                .get(0),
                        "invoice_id"))
                .isEqualTo(id);
    }

    @Test
    void respondsNotFoundForUnknownInvoice() throws Exception {
        assertThat(call("GET", "/v1/invoices?external_id=" + payment, null, null)
                        .text())
                .isEqualTo("{\"data\":[]}");
        Response missing = call("GET", "/v1/invoices/inv_0", null, null);
        assertThat(missing.status()).isEqualTo(404);
        assertThat(text(missing.json(), "code")).isEqualTo("invoice_not_found");
    }

    @Test
    void rejectsInvalidRequests() throws Exception {
        assertThat(call("POST", "/v1/invoices", "{", payment).status()).isEqualTo(400);
        assertThat(call("POST", "/v1/invoices", "{}", payment).status()).isEqualTo(422);
        assertThat(call("POST", "/v1/invoices", "{}", null).status()).isEqualTo(400);
        for (String amount : new String[] {"0", "0.00", "-1", "1e3", "", "1.00000", "NaN"}) {
            assertThat(create(amount).status()).as(amount).isEqualTo(422);
        }
        assertThat(create(payment, payment, "1.00", Instant.now().minusSeconds(1))
                        .status())
                .isEqualTo(422);
        assertThat(call("POST", "/v1/invoices", """
                                {"external_id":"pay_1","amount":"1.00","currency":"RUB",
                                "callback_url":"http://192.0.2.1/hook","expires_at":"2999-01-01T00:00:00Z"}""", payment).status()).isEqualTo(422);
    }

    @Test
    void rejectsTooLargeBody() throws Exception {
        assertThat(call("POST", "/v1/invoices", " ".repeat(65 * 1024), payment).status())
                .isEqualTo(413);
    }

    @Test
    void rejectsMissingToken() throws Exception {
        Response response = HttpTestClient.localhost(port).get("/v1/invoices?external_id=x");
        assertThat(response.status()).isEqualTo(401);
    }

    @Test
    void cancelsUnpaidInvoice() throws Exception {
        String id = text(create("1000.00").json(), "invoice_id");
        assertThat(text(
                        call("POST", "/v1/invoices/" + id + "/cancel", "{}", null)
                                .json(),
                        "status"))
                .isEqualTo("cancelled");
        assertThat(call("POST", "/v1/invoices/" + id + "/cancel", "{}", null).status())
                .isEqualTo(200);
        assertThat(text(awaitCallbacks(1).getFirst().body(), "status")).isEqualTo("cancelled");
    }

    @Test
    void doesNotCancelPaidInvoice() throws Exception {
        String id = text(create("1000.00").json(), "invoice_id");
        pay(null);
        assertThat(call("POST", "/v1/invoices/" + id + "/cancel", "{}", null).status())
                .isEqualTo(409);
    }

    @Test
    void expiresInvoice() throws Exception {
        // Long enough for the create on a busy machine, because an expired invoice is rejected.
        create(payment, payment, "1000.00", Instant.now().plusSeconds(3));
        assertThat(text(awaitCallbacks(1).getFirst().body(), "status")).isEqualTo("expired");
        assertThat(text(pay("{\"outcome\":\"paid\"}").json(), "status")).isEqualTo("paid");
    }

    @Test
    void rejectsRefundAboveThePaidAmount() throws Exception {
        String id = text(create("1000.00").json(), "invoice_id");
        assertThat(refund(id, "r1", "10.00").status()).isEqualTo(422);
        pay(null);

        Response part = refund(id, "r1", "400.00");
        assertThat(part.status()).isEqualTo(201);
        assertThat(text(part.json(), "status")).isEqualTo("partially_refunded");
        assertThat(text(part.json().path("refund"), "status")).isEqualTo("succeeded");
        Response again = refund(id, "r1", "400.00");
        assertThat(again.status()).isEqualTo(200);
        assertThat(text(again.json(), "refunded_amount")).isEqualTo("400.00");
        assertThat(refund(id, "r1", "401.00").status()).isEqualTo(409);
        assertThat(refund(id, "r2", "600.01").status()).isEqualTo(422);
        assertThat(text(refund(id, "r3", "600.00").json(), "status")).isEqualTo("refunded");

        assertThat(awaitCallbacks(3)).allMatch(got -> got.genuine());
        assertThat(RECEIVER.of(payment))
                .extracting(got -> text(got.body(), "status"))
                .containsExactlyInAnyOrder("paid", "partially_refunded", "refunded");
    }

    @Test
    void settlesPendingRefund() throws Exception {
        String id = text(create("1000.00").json(), "invoice_id");
        pay(null);
        call("PUT", "/control/faults", "{\"refund_outcome\":\"failed\"}", null);
        Response pending = refund(id, "r1", "1000.00");
        assertThat(text(pending.json().path("refund"), "status")).isEqualTo("pending");
        assertThat(text(pending.json(), "status")).isEqualTo("paid");
        assertThat(refund(id, "r2", "1.00").status()).isEqualTo(422);

        assertThat(awaitCallbacks(2))
                .anyMatch(got -> text(got.body().path("refund"), "status").equals("failed")
                        && text(got.body(), "status").equals("paid"));
        call("PUT", "/control/faults", "{\"refund_outcome\":\"pending\"}", null);
        refund(id, "r3", "1000.00");
        assertThat(awaitCallbacks(3)).anyMatch(got -> text(got.body(), "status").equals("refunded"));
    }
}
