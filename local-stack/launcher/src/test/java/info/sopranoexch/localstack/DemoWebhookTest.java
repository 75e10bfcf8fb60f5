package info.sopranoexch.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The check values are those of CONTRACT, section 2. */
class DemoWebhookTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final String BODY = "{\"test\": 2432232314}";

    @Test
    void acceptsValidSecretAndSignature() {
        assertThat(webhook(SECRET, SIGNATURE, BODY).hasValidSignature(SECRET)).isTrue();
        assertThat(webhook(SECRET, "v1,AAAA " + SIGNATURE, BODY).hasValidSignature(SECRET))
                .isTrue();
    }

    @Test
    void rejectsInvalidSecretBodyAndHeaders() {
        assertThat(webhook("whsec_other", SIGNATURE, BODY).hasValidSignature(SECRET))
                .isFalse();
        assertThat(webhook(SECRET, SIGNATURE, BODY + " ").hasValidSignature(SECRET))
                .isFalse();
        assertThat(new DemoWebhookReceiver.Webhook(Map.of("X-Webhook-Secret", SECRET), BODY).hasValidSignature(SECRET))
                .isFalse();
    }

    private static DemoWebhookReceiver.Webhook webhook(String secret, String signature, String body) {
        return new DemoWebhookReceiver.Webhook(
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
