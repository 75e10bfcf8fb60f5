package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;

/** The payer, at the sandbox that plays Paymoon. */
final class Sandbox {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final MerchantClient http = new MerchantClient(Stack.shared().sandboxUrl(), "none");

    void pay(String paymentId) throws IOException, InterruptedException {
        var answer = http.post("/control/invoices/by-external-id/" + paymentId + "/pay", "{\"outcome\":\"paid\"}");
        assertThat(answer.status())
                .as("paying %s: %s", paymentId, answer.body())
                .isEqualTo(200);
    }

    /** Waits for the invoice that the adapter creates for the payment. */
    String awaitInvoice(String paymentId) {
        return await().atMost(LIMIT)
                .until(
                        () -> http.get("/control/invoices/by-external-id/" + paymentId)
                                .text("invoice_id"),
                        invoiceId -> !invoiceId.isEmpty());
    }

    /** As the payment's amount says. @return whether there is an invoice to pay */
    boolean payByAmount(String paymentId) throws IOException, InterruptedException {
        return http.post("/control/invoices/by-external-id/" + paymentId + "/pay", "{}")
                        .status()
                == 200;
    }

    /** Until {@link #recover}: no call is answered, neither to create nor to ask. */
    void breakDown() throws IOException, InterruptedException {
        assertThat(http.put("/control/faults", "{\"create\":\"outage\",\"query\":\"outage\"}")
                        .status())
                .isEqualTo(200);
    }

    /** Until {@link #recover}: callbacks name refunds by Paymoon's id alone, and the next response to a refund is lost. */
    void loseNextRefundResponse() throws IOException, InterruptedException {
        assertThat(http.put(
                                "/control/faults",
                                "{\"refund\":\"timeout_after_success\",\"external_refund_ids\":false,\"times\":1}")
                        .status())
                .isEqualTo(200);
    }

    /** Until {@link #recover}: Paymoon takes refunds on, and they fail a few seconds later. */
    void failRefunds() throws IOException, InterruptedException {
        assertThat(http.put("/control/faults", "{\"refund_outcome\":\"failed\"}")
                        .status())
                .isEqualTo(200);
    }

    /** As Paymoon's own staff does: not asked for by us. */
    void refundByStaff(String paymentId, String amount) throws IOException, InterruptedException {
        var answer = http.post(
                "/control/invoices/by-external-id/" + paymentId + "/refund", "{\"amount\":\"" + amount + "\"}");
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    }

    /** Until {@link #recover}: no callback is sent. */
    void keepCallbacks() throws IOException, InterruptedException {
        assertThat(http.put("/control/faults", "{\"callbacks\":false}").status())
                .isEqualTo(200);
    }

    void recover() throws IOException, InterruptedException {
        assertThat(http.delete("/control/faults").status()).isLessThan(300);
    }
}
