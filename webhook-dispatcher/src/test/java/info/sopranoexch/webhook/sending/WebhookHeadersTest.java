package info.sopranoexch.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookHeadersTest {
    private static final String NEW = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OLD = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

    @Test
    void containsOneSignatureForEachValidSecret() {
        Map<String, String> headers = WebhookHeaders.of("msg_1", 7, 3, BODY, List.of(NEW, OLD), Map.of());

        assertThat(headers.get("webhook-signature").split(" "))
                .containsExactly(
                        WebhookSignature.sign(NEW, "msg_1", 7, BODY), WebhookSignature.sign(OLD, "msg_1", 7, BODY));
        assertThat(headers)
                .containsEntry("X-Webhook-Secret", NEW)
                .containsEntry("webhook-id", "msg_1")
                .containsEntry("webhook-timestamp", "7")
                .containsEntry("soprano-payment-version", "3")
                .containsEntry("Content-Type", "application/json")
                .containsKey("User-Agent");
    }

    @Test
    void dropsReservedAndMalformedCustomHeaders() {
        Map<String, String> headers = WebhookHeaders.of(
                "msg_1",
                7,
                3,
                BODY,
                List.of(NEW),
                Map.of(
                        "X-Shop", "7",
                        "Host", "elsewhere",
                        "WEBHOOK-ID", "forged",
                        "transfer-encoding", "chunked",
                        "X-Split", "a\r\nX-Injected: b",
                        "X Y", "z"));

        assertThat(headers).containsEntry("X-Shop", "7").hasSize(8).doesNotContainKeys("Host", "X-Split", "X Y");
    }
}
