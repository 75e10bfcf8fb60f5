package info.sopranoexch.provider.paymoon;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.provider.answer.InvoiceReport;
import info.sopranoexch.provider.answer.InvoiceStatus;
import info.sopranoexch.provider.answer.ProviderAnswer.Reported;
import info.sopranoexch.provider.answer.ProviderAnswer.Untranslatable;
import info.sopranoexch.provider.answer.RefundReport;
import info.sopranoexch.provider.answer.RefundStatus;
import info.sopranoexch.provider.paymoon.PaymoonCallbacks.Translation;
import info.sopranoexch.provider.paymoon.PaymoonCallbacks.Verdict;
import info.sopranoexch.provider.testing.PaymoonCaller;
import java.nio.charset.StandardCharsets;
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
    private static final byte[] PAID = PaymoonCaller.paid("evt_1", "pay_1", 2);

    private final PaymoonCallbacks callbacks =
            new PaymoonCallbacks(Settings.of("http://localhost:1"), InstantSource.fixed(NOW));

    @Test
    void aSignedCallbackIsGenuine() {
        assertThat(verify(Settings.SECRET, NOW, PAID)).isEqualTo(new Verdict.Genuine("evt_1", "pay_1"));
    }

    @ParameterizedTest
    @CsvSource({"-300, true", "300, true", "-301, false", "301, false", "-86400, false"})
    void theTimestampMayBeFiveMinutesOff(long seconds, boolean good) {
        Verdict verdict = verify(Settings.SECRET, NOW.plusSeconds(seconds), PAID);
        assertThat(verdict).isInstanceOf(good ? Verdict.Genuine.class : Verdict.Forged.class);
    }

    @Test
    void whatIsNotSignedIsForged() {
        assertThat(verify("a-strangers-secret-0123", NOW, PAID)).isInstanceOf(Verdict.Forged.class);
        for (String missing : new String[] {"X-Paymoon-Event-Id", "X-Paymoon-Timestamp", "X-Paymoon-Signature"}) {
            Map<String, String> headers = PaymoonCaller.headers(Settings.SECRET, "evt_1", NOW, PAID);
            headers.remove(missing);
            assertThat(callbacks.verify(headers::get, PAID)).isInstanceOf(Verdict.Forged.class);
        }
    }

    @Test
    void aDotInTheIdCannotMoveTheBoundary() {
        Map<String, String> headers = PaymoonCaller.headers(Settings.SECRET, "evt.1", NOW, PAID);
        assertThat(callbacks.verify(headers::get, PAID)).isInstanceOf(Verdict.Forged.class);
    }

    @Test
    void aCallbackIsTranslatedExactly() {
        Translation translation = callbacks.translate(PAID);
        assertThat(translation.answer())
                .isEqualTo(new Reported(
                        new InvoiceReport("inv_7", null, InvoiceStatus.PAID, 2L, 100_000, 100_000L, "RUB"), null));
        assertThat(translation.occurredAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    }

    @ParameterizedTest
    @EnumSource(InvoiceStatus.class)
    void everyStatusHasAWord(InvoiceStatus status) {
        byte[] body = paidWith(
                "\"status\":\"paid\"", "\"status\":\"" + status.name().toLowerCase(java.util.Locale.ROOT) + "\"");
        assertThat(((Reported) callbacks.translate(body).answer()).invoice().status())
                .isEqualTo(status);
    }

    @Test
    void aRefundIsTranslated() {
        byte[] body = paidWith(
                "\"news\"",
                "\"refund\":{\"refund_id\":\"rf_1\",\"external_refund_id\":\"rfd_1\",\"amount\":\"1.50\",\"status\":\"failed\"},\"news\"");
        assertThat(((Reported) callbacks.translate(body).answer()).refund())
                .isEqualTo(new RefundReport("rfd_1", "rf_1", 150, RefundStatus.FAILED));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\"status\":\"paid\"|\"status\":\"PAID\"",
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
    void whatCannotBeReadIsUntranslatableWithItsBytes(String from, String to) {
        byte[] body = paidWith(from, to);
        Translation translation = callbacks.translate(body);
        assertThat(translation.answer())
                .isInstanceOfSatisfying(
                        Untranslatable.class,
                        untranslatable -> assertThat(untranslatable.raw()).isSameAs(body));
        assertThat(translation.occurredAt()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"invoice_id", "external_refund_id", "refund_id"})
    void anIdHasAtMost200Characters(String field) {
        String longest = "i".repeat(200);
        assertThat(callbacks.translate(withId(field, longest)).answer()).isInstanceOf(Reported.class);
        assertThat(callbacks.translate(withId(field, longest + "i")).answer())
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
    void aTimeFrom2000To9999IsTranslated(String time) {
        assertThat(callbacks.translate(paidWith("2026-01-02T03:04:05Z", time)).occurredAt())
                .isEqualTo(OffsetDateTime.parse(time).toInstant());
    }

    /** A signature over such a timestamp does not help. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "-1", " 1", "1 ", "+1", "1e9", "0x10", "1767323045.0", "17673230450000000000", "\u0661"})
    void aTimestampIsAWholeNumberOfSeconds(String timestamp) {
        Map<String, String> headers = PaymoonCaller.headers(Settings.SECRET, "evt_1", timestamp, PAID);
        assertThat(callbacks.verify(headers::get, PAID)).isInstanceOf(Verdict.Forged.class);
    }

    private Verdict verify(String secret, Instant at, byte[] body) {
        return callbacks.verify(PaymoonCaller.headers(secret, "evt_1", at, body)::get, body);
    }

    private static byte[] paidWith(String from, String to) {
        String text = new String(PAID, StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        return text.replace(from, to).getBytes(StandardCharsets.UTF_8);
    }
}
