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
}
