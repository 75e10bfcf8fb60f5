package info.sopranoexch.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ResponseRedactionTest {
    private static final String SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sS/spob7oD";
    private static final String HEADER = "Basic c2hvcDpnZWhlaW0=";

    private final ResponseRedaction redaction = new ResponseRedaction(List.of(SECRET, HEADER, "pin=1", "7"));

    @Test
    void keepsOrdinaryText() {
        String text = "{\"error\":\"signature_mismatch\",\"payment_id\":\"pay_0193a5b2c4d87e6f\",\"at\":1764295200000}";

        assertThat(redaction.redact(text)).isEqualTo(text);
    }

    @Test
    void masksOnlyTheSecret() {
        assertThat(redaction.redact("got " + SECRET + " from you")).isEqualTo("got [redacted] from you");
        assertThat(redaction.redact("authorization: " + HEADER + "; pin=1")).doesNotContain("c2hvcDpn", "pin=1");
    }

    @Test
    void masksShortValuesAsWholeWordsOnly() {
        assertThat(redaction.redact("pin=1 and pin=12, 7 items")).isEqualTo("[redacted] and pin=12, 7 items");
    }

    static Stream<String> encodings() {
        String json = JsonMapper.shared().writeValueAsString(SECRET);
        String url = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        byte[] bytes = SECRET.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                json,
                SECRET.replace("/", "\\/"),
                SECRET.replace("+", "\\u002b"),
                JsonMapper.shared().writeValueAsString(SECRET.replace("/", "\\/")),
                url,
                url.replace("%2B", "%2b"),
                URLEncoder.encode(url, StandardCharsets.UTF_8),
                SECRET.replace("+", "&#43;").replace("/", "&#x2F;"),
                SECRET.replace("+", "&plus;"),
                SECRET.toUpperCase(Locale.ROOT),
                String.join("\n", SECRET.split("(?<=\\G.{10})")),
                SECRET.replaceAll("(.)", "$1\ufffd"),
                HexFormat.of().formatHex(bytes),
                Base64.getEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().encodeToString(("x-webhook-secret: " + SECRET).getBytes(StandardCharsets.UTF_8)),
                Base64.getEncoder().encodeToString(("secret: " + SECRET + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void masksAnEncodedSecret(String encoded) {
        assertThat(redaction.redact("<" + encoded + ">").replace(ResponseRedaction.MASK, ""))
                .as(encoded)
                .hasSizeLessThan(encoded.length() / 2 + 12)
                .doesNotContainIgnoringCase("hrscChlQ", "68727363", "aHJzY0");
    }

    @Test
    void masksEveryPartOfASecretOfEightCharacters() {
        for (int length = 8; length < SECRET.length(); length++) {
            for (int from = 0; from + length <= SECRET.length(); from++) {
                String part = SECRET.substring(from, from + length);
                assertThat(redaction.redact(part)).isEqualTo(ResponseRedaction.MASK);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "4111 1111 1111 1111",
                "4111%201111%201111%201111",
                "5500-0000-0000-0004",
                "2200123456789019",
                "6011000990139424",
                "sk_live_51H8abcdefghij0123",
                "AKIAIOSFODNN7EXAMPLE",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
                "Bearer abcdef0123456789",
                "api_key=abcdef0123456789",
                "\"token\": \"abcdef0123456789\""
            })
    void masksWhatLooksLikeACardNumberOrAnApiKey(String text) {
        assertThat(redaction.redact("{" + text + "}"))
                .contains(ResponseRedaction.MASK)
                .doesNotContainPattern("[0-9]{6}");
    }

    @ParameterizedTest
    @CsvSource({"4111111111111112", "1764295200000", "12345678901234567890123"})
    void keepsOtherNumbers(String number) {
        assertThat(redaction.redact(number)).isEqualTo(number);
    }

    @Test
    void staysFastWithHostileText() {
        for (String unit : new String[] {"sk_", "%25", "eyJaaaaaaaa", "token=", "4 1 ", "\\", "&#x", "Bearer  "}) {
            String text = unit.repeat(10_000 / unit.length());
            assertThatCode(() -> assertTimeout(Duration.ofSeconds(2), () -> redaction.redact(text)))
                    .as(unit)
                    .doesNotThrowAnyException();
        }
    }
}
