package info.sopranoexch.provider.paymoon;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.provider.events.InvoiceReport;
import info.sopranoexch.provider.events.ProviderResult.Reported;
import info.sopranoexch.provider.events.ProviderResult.Untranslatable;
import info.sopranoexch.provider.paymoon.PaymoonCallbacks.Translation;
import info.sopranoexch.provider.paymoon.PaymoonCallbacks.Verification;
import info.sopranoexch.provider.testing.PaymoonCaller;
import info.sopranoexch.schemas.avro.ProviderRefundResult;
import info.sopranoexch.schemas.avro.ProviderRefundStatus;
import info.sopranoexch.schemas.avro.ProviderStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaymoonCallbacksTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final byte[] PAID = PaymoonCaller.paid("evt_1", "pay_1", 2);

    private final PaymoonCallbacks callbacks =
            new PaymoonCallbacks(TestProperties.of("http://localhost:1"), InstantSource.fixed(NOW));

    @Test
    void acceptsSignedCallback() {
        assertThat(verify(TestProperties.SECRET, NOW, PAID)).isEqualTo(new Verification.Verified("evt_1", "pay_1"));
    }

    @ParameterizedTest
    @CsvSource({"-300, true", "300, true", "-301, false", "301, false", "-86400, false"})
    void acceptsTimestampWithinFiveMinutes(long seconds, boolean good) {
        Verification verification = verify(TestProperties.SECRET, NOW.plusSeconds(seconds), PAID);
        assertThat(verification).isInstanceOf(good ? Verification.Verified.class : Verification.InvalidSignature.class);
    }

    @Test
    void rejectsCallbackWithoutValidSignature() {
        assertThat(verify("a-strangers-secret-0123", NOW, PAID)).isInstanceOf(Verification.InvalidSignature.class);
        for (String missing : new String[] {"X-Paymoon-Event-Id", "X-Paymoon-Timestamp", "X-Paymoon-Signature"}) {
            Map<String, String> headers = PaymoonCaller.headers(TestProperties.SECRET, "evt_1", NOW, PAID);
            headers.remove(missing);
            assertThat(callbacks.verify(headers::get, PAID, TOLERANCE))
                    .isInstanceOf(Verification.InvalidSignature.class);
        }
    }

    @Test
    void rejectsEventIdWithDot() {
        Map<String, String> headers = PaymoonCaller.headers(TestProperties.SECRET, "evt.1", NOW, PAID);
        assertThat(callbacks.verify(headers::get, PAID, TOLERANCE)).isInstanceOf(Verification.InvalidSignature.class);
    }

    @Test
    void translatesCallback() {
        Translation translation = callbacks.translate(PAID);
        assertThat(translation.result())
                .isEqualTo(new Reported(
                        new InvoiceReport(
                                "inv_7",
                                null,
                                ProviderStatus.paid,
                                2L,
                                new InvoiceReport.Amounts(100_000, 100_000L, "RUB")),
                        null));
        assertThat(translation.occurredAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    }

    @ParameterizedTest
    @EnumSource(value = ProviderStatus.class, mode = EnumSource.Mode.EXCLUDE, names = "unrecognized")
    void translatesEveryStatus(ProviderStatus status) {
        byte[] body = paidWith("\"status\":\"paid\"", "\"status\":\"" + status + "\"");
        assertThat(((Reported) callbacks.translate(body).result()).invoice().status())
                .isEqualTo(status);
    }

    @Test
    void translatesRefund() {
        byte[] body = paidWith(
                "\"news\"",
                "\"refund\":{\"refund_id\":\"rf_1\",\"external_refund_id\":\"rfd_1\",\"amount\":\"1.50\",\"status\":\"failed\"},\"news\"");
        assertThat(((Reported) callbacks.translate(body).result()).refund())
                .isEqualTo(new ProviderRefundResult("rfd_1", "rf_1", 150L, ProviderRefundStatus.failed));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\"status\":\"paid\"|\"status\":\"PAID\"",
                "\"status\":\"paid\"|\"status\":\"unrecognized\"",
                "\"status\":\"paid\"|\"status\":7",
                "\"version\":2|\"version\":0",
                "\"version\":2|\"version\":2.5",
                "\"version\":2|\"version\":\"2\"",
                "\"version\":2|\"no_version\":2",
                "\"version\":2|\"version\":99999999999999999999",
                "\"amount\":\"1000.00\"|\"amount\":1000.00",
                "\"amount\":\"1000.00\"|\"amount\":\"1000.001\"",
                "\"paid_amount\":\"1000.00\"|\"paid_amount\":\"-1\"",
                "\"RUB\"|\"ZZZ\"",
                "\"inv_7\"|null",
                "\"inv_7\"|\"inv\\u0000\"",
                "2026-01-02T03:04:05Z|yesterday",
                "2026-01-02T03:04:05Z|+999999999-12-31T23:59:59Z",
                "2026-01-02T03:04:05Z|-999999999-01-01T00:00:00Z",
                "2026-01-02T03:04:05Z|+10000-01-01T00:00:00Z",
                "2026-01-02T03:04:05Z|1999-12-31T23:59:59Z",
                "\"news\"|\"refund\":[],\"news\"",
                "\"news\"|\"refund\":{\"amount\":\"1\",\"status\":\"maybe\"},\"news\""
            },
            delimiter = '|')
    void keepsBytesOfUntranslatableCallback(String from, String to) {
        byte[] body = paidWith(from, to);
        Translation translation = callbacks.translate(body);
        assertThat(translation.result())
                .isInstanceOfSatisfying(
                        Untranslatable.class,
                        untranslatable -> assertThat(untranslatable.raw()).isSameAs(body));
        assertThat(translation.occurredAt()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"invoice_id", "external_refund_id", "refund_id"})
    void rejectsIdLongerThan200Characters(String field) {
        String longest = "i".repeat(200);
        assertThat(callbacks.translate(withId(field, longest)).result()).isInstanceOf(Reported.class);
        assertThat(callbacks.translate(withId(field, longest + "i")).result())
                .isInstanceOfSatisfying(
                        Untranslatable.class,
                        untranslatable -> assertThat(untranslatable.detail()).isEqualTo(field + " is longer than 200"));
    }

    private static byte[] withId(String field, String id) {
        String said = "\"" + field + "\":\"" + id + "\"";
        return field.equals("invoice_id")
                ? paidWith("\"invoice_id\":\"inv_7\"", said)
                : paidWith("\"news\"", "\"refund\":{" + said + ",\"amount\":\"1.50\",\"status\":\"failed\"},\"news\"");
    }

    @ParameterizedTest
    @CsvSource({"2000-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59+00:00"})
    void translatesTimeFrom2000To9999(String time) {
        assertThat(callbacks.translate(paidWith("2026-01-02T03:04:05Z", time)).occurredAt())
                .isEqualTo(OffsetDateTime.parse(time).toInstant());
    }

    /** Such a timestamp is invalid although the signature covers it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "-1", " 1", "1 ", "+1", "1e9", "0x10", "1767323045.0", "17673230450000000000", "\u0661"})
    void rejectsTimestampThatIsNotANumberOfSeconds(String timestamp) {
        Map<String, String> headers = PaymoonCaller.headers(TestProperties.SECRET, "evt_1", timestamp, PAID);
        assertThat(callbacks.verify(headers::get, PAID, TOLERANCE)).isInstanceOf(Verification.InvalidSignature.class);
    }

    private Verification verify(String secret, Instant at, byte[] body) {
        return callbacks.verify(PaymoonCaller.headers(secret, "evt_1", at, body)::get, body, TOLERANCE);
    }

    private static byte[] paidWith(String from, String to) {
        String text = new String(PAID, StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        return text.replace(from, to).getBytes(StandardCharsets.UTF_8);
    }
}
