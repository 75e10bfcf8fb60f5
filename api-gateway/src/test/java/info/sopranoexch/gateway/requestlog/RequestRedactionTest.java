package info.sopranoexch.gateway.requestlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestRedactionTest {
    private static final String KEY = "an-api-key-of-any-form";

    private final TextRedaction texts = new TextRedaction(KEY);

    private String json(String body) {
        return JsonRedaction.of(body.getBytes(StandardCharsets.UTF_8), texts).text();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "4111 1111 1111 1111",
                "4111-1111-1111-1111",
                "4111\u00a01111 - 1111 1111",
                "3782 822463 10005",
                "12 4111111111111111 7",
                "6759649826438453",
                "5018 0000 0009",
                "4111%201111%201111%201111",
                "\u0664\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661",
                "card4111111111111111card",
                "pay_4111111111111111",
                "4111111111111111123",
                "41111111111111117",
                "3782822463100051234",
                "9994111111111111111",
                "4111/1111/1111/1111",
                "4111,1111,1111,1111",
                "4111:1111:1111:1111",
                "4111|1111|1111|1111",
                "4111 1111 1111 1111/123",
                "4111111111111111,12/30,123",
                "41111111111111114111111111111111"
            })
    void redactsCardNumbers(String number) {
        assertThat(texts.redact("Order " + number + "."))
                .contains("[redacted]")
                .doesNotContain("1111", "822463", "0009");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order 4111111111111112",
                "2026-11-28T09:15:00.123Z",
                "1000.00",
                "pay_41111111111111114111111111111111",
                "req_0114111111111111111111111111"
            })
    void keepsOtherNumbers(String text) {
        assertThat(texts.redact(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "sk_0123456789abcdef",
                KEY,
                "Bearer abc.def",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1=3b5d3c7d207e37dceeedd301e35e2e583b5d3c7d207e37dceeedd301e35e2e58",
                "ivan@example.com",
                "+7 (912) 345-67-89"
            })
    void redactsSecretsAndPayerData(String secret) {
        assertThat(texts.redact("a " + secret)).isEqualTo("a [redacted]");
    }

    @Test
    void removesUserAndQueryOfUrls() {
        assertThat(texts.redact("https://user:pass@shop.example/back?token=t#f"))
                .isEqualTo("https://shop.example/back?[redacted]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "webhook_secret",
                "X-API-Key",
                "x_api_key",
                "apiKey",
                "metadata",
                "headers",
                "signature",
                "cvv",
                "email",
                "customer_name",
                "Idempotency-Key"
            })
    void redactsSensitiveFields(String name) {
        assertThat(json("{\"a\":{\"" + name + "\":{\"b\":[\"c\"]}},\"d\":1.50}"))
                .isEqualTo("{\"a\":{\"" + name + "\":\"[redacted]\"},\"d\":1.50}");
    }

    @Test
    void redactsNumbersNamesAndEscapesInJson() {
        assertThat(json("{\"n\":4111111111111111,\"4111111111111111\":1,\"e\":\"\\u0034111 1111 1111 1111\"}"))
                .isEqualTo("{\"n\":\"[redacted]\",\"[redacted]\":1,\"e\":\"[redacted]\"}");
    }

    @Test
    void redactsEncodedPathInProblem() {
        assertThat(json("{\"instance\":\"/payment/%34111111111111111\"}"))
                .isEqualTo("{\"instance\":\"/payment/[redacted]\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1,\"b\":}             | {\"a\":1\u2026",
                "{\"a\":1,\"webhook_secret\":\"x | {\"a\":1,\"webhook_secret\":\"[redacted]\"\u2026",
                "{\"a\":\"4111111111111111    | {\"a\"\u2026",
                "{\"a\":41111111              | {\"a\"\u2026",
                "nonsense                     | \u2026"
            })
    void endsAtTheFirstError(String body, String expected) {
        assertThat(json(body)).isEqualTo(expected);
    }

    @Test
    void keepsNothingOfAnyCutOfABody() {
        byte[] body =
                "{\"merchant_id\":1,\"card\":4111111111111111,\"description\":\"4111111111111111\",\"x\":4111111111111111}"
                        .getBytes(StandardCharsets.UTF_8);
        for (int length = 1; length <= body.length; length++) {
            assertThat(JsonRedaction.of(Arrays.copyOf(body, length), texts).text())
                    .doesNotContain("4111");
        }
    }
}
