package info.sopranoexch.localstack;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The check values are those of CONTRACT, section 2. */
class ReceivedWebhookTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final String BODY = "{\"test\": 2432232314}";

    @Test
    void theRightSecretAndSignaturePass() {
        assertThatCode(() -> webhook(SECRET, SIGNATURE, BODY).check(SECRET)).doesNotThrowAnyException();
        assertThatCode(() -> webhook(SECRET, "v1,AAAA " + SIGNATURE, BODY).check(SECRET))
                .doesNotThrowAnyException();
    }

    @Test
    void anythingElseFails() {
        assertThatThrownBy(() -> webhook("whsec_other", SIGNATURE, BODY).check(SECRET))
                .hasMessageContaining("X-Webhook-Secret");
        assertThatThrownBy(() -> webhook(SECRET, SIGNATURE, BODY + " ").check(SECRET))
                .hasMessageContaining("webhook-signature");
        assertThatThrownBy(() -> new ReceivedWebhook(Map.of("X-Webhook-Secret", SECRET), BODY).check(SECRET))
                .hasMessageContaining("without the header");
    }

    private static ReceivedWebhook webhook(String secret, String signature, String body) {
        return new ReceivedWebhook(
                Map.of(
                        "x-webhook-secret",
                        secret,
                        "Webhook-Id",
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        "webhook-timestamp",
                        "1614265330",
                        "webhook-signature",
                        signature),
                body);
    }
}
