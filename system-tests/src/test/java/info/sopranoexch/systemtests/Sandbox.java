package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;

/** Controls the sandbox: acts as payers and injects faults. */
final class Sandbox {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final MerchantClient http = new MerchantClient(Stack.shared().sandboxUrl(), "none");

    void pay(String paymentId) throws IOException, InterruptedException {
        var response = http.post("/control/invoices/by-external-id/" + paymentId + "/pay", "{\"outcome\":\"paid\"}");
        assertThat(response.status())
                .as("paying %s: %s", paymentId, response.body())
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

    /** Pays with the behaviour of the payment's amount. @return whether the invoice exists */
    boolean payByAmount(String paymentId) throws IOException, InterruptedException {
        return http.post("/control/invoices/by-external-id/" + paymentId + "/pay", "{}")
                        .status()
                == 200;
    }

    /** Lets creates and queries fail until {@link #recover}. */
    void breakDown() throws IOException, InterruptedException {
        assertThat(http.put("/control/faults", "{\"create\":\"outage\",\"query\":\"outage\"}")
                        .status())
                .isEqualTo(200);
    }

    /** Until {@link #recover}, callbacks have only Paymoon's refund id. The next response to a refund is lost. */
    void loseNextRefundResponse() throws IOException, InterruptedException {
        assertThat(http.put(
                                "/control/faults",
                                "{\"refund\":\"timeout_after_success\",\"external_refund_ids\":false,\"times\":1}")
                        .status())
                .isEqualTo(200);
    }

    /** Until {@link #recover}, Paymoon accepts refunds, which fail seconds later. */
    void failRefunds() throws IOException, InterruptedException {
        assertThat(http.put("/control/faults", "{\"refund_outcome\":\"failed\"}")
                        .status())
                .isEqualTo(200);
    }

    /** Refunds without a request of ours, as Paymoon's staff does. */
    void refundByStaff(String paymentId, String amount) throws IOException, InterruptedException {
        var response = http.post(
                "/control/invoices/by-external-id/" + paymentId + "/refund", "{\"amount\":\"" + amount + "\"}");
        assertThat(response.status()).as("%s", response.body()).isEqualTo(200);
    }

    /** Sends no callbacks until {@link #recover}. */
    void keepCallbacks() throws IOException, InterruptedException {
        assertThat(http.put("/control/faults", "{\"callbacks\":false}").status())
                .isEqualTo(200);
    }

    void recover() throws IOException, InterruptedException {
        assertThat(http.delete("/control/faults").status()).isLessThan(300);
    }
}
