package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** The payer, at the sandbox that plays Paymoon. */
final class Sandbox {
    private final MerchantClient http = new MerchantClient(Stack.shared().sandboxUrl(), "none");

    void pay(String paymentId) throws IOException, InterruptedException {
        var answer = http.post("/control/invoices/by-external-id/" + paymentId + "/pay", "{\"outcome\":\"paid\"}");
        assertThat(answer.status())
                .as("paying %s: %s", paymentId, answer.body())
                .isEqualTo(200);
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

    void recover() throws IOException, InterruptedException {
        assertThat(http.delete("/control/faults").status()).isLessThan(300);
    }
}
