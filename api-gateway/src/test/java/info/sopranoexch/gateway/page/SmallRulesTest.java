package info.sopranoexch.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nayuki.qrcodegen.QrCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmallRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private final PaymentViewReader reader = new PaymentViewReader(new LinkRules(false));

    @ParameterizedTest
    @CsvSource({"-5, 0:00", "0, 0:00", "59, 0:59", "845, 14:05", "8045, 2:14:05", "86399, 23:59:59"})
    void aCountdownLooksLikeAClock(long seconds, String text) {
        assertThat(TimeLeft.of(Duration.ofSeconds(seconds), Language.EN)).isEqualTo(text);
    }

    @Test
    void fromADayOnItCountsDays() {
        assertThat(TimeLeft.of(Duration.ofHours(76), Language.RU)).isEqualTo("3 дн. 4 ч");
    }

    @ParameterizedTest
    @EnumSource
    void everyStatusHasItsPhase(PaymentView.Status status) {
        PaymentView payment = read(PaymentFixture.payment(PaymentFixture.newId())
                .invoiced()
                .with("expires_at", NOW.plusSeconds(1).toString())
                .status(status.name().toLowerCase(java.util.Locale.ROOT), 2));
        Phase phase = Screen.of(new Lookup.Found(payment), NOW).phase();
        assertThat(phase.name()).isEqualTo(status == PaymentView.Status.PENDING ? "READY" : status.name());
        assertThat(phase.isSettled())
                .isEqualTo(status != PaymentView.Status.PENDING && status != PaymentView.Status.PROCESSING);
    }

    @Test
    void whatIsNotInvoicedIsPreparedAndWhatIsLateIsChecked() {
        PaymentFixture pending = PaymentFixture.payment(PaymentFixture.newId()).with("expires_at", NOW.toString());
        assertThat(phase(pending, NOW.minusMillis(1))).isEqualTo(Phase.PREPARING);
        assertThat(phase(pending, NOW)).isEqualTo(Phase.OVERDUE);
        assertThat(phase(pending.invoiced(), NOW)).isEqualTo(Phase.OVERDUE);
        assertThat(Screen.of(Lookup.UNAVAILABLE, NOW).phase()).isEqualTo(Phase.PREPARING);
        assertThat(Screen.of(Lookup.NOT_YET, NOW).phase()).isEqualTo(Phase.PREPARING);
        assertThat(Screen.of(Lookup.MISSING, NOW).phase()).isEqualTo(Phase.MISSING);
    }

    @Test
    void anIdIsUnknownOnlyAfterItsTime() {
        var rule = new UnknownIds(() -> NOW, settings());
        assertThat(rule.isLate(PaymentFixture.id(NOW), NOW)).isFalse();
        assertThat(rule.isLate(PaymentFixture.id(NOW.minusSeconds(599)), NOW)).isFalse();
        assertThat(rule.isLate(PaymentFixture.id(NOW.minusSeconds(601)), NOW)).isTrue();
        assertThat(rule.isLate(PaymentFixture.id(NOW.plusSeconds(50)), NOW)).isFalse();
        assertThat(rule.isLate(PaymentFixture.id(NOW.plusSeconds(70)), NOW)).isTrue();
        assertThat(rule.isLate(PaymentFixture.derivedId(), NOW.minusSeconds(119)))
                .isFalse();
        assertThat(rule.isLate(PaymentFixture.derivedId(), NOW.minusSeconds(121)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "null", "{}", "{\"payment_id\":1}", "{\"payment_id\":\"a\",\"payment_id\":\"b\"}"})
    void anAnswerThatCannotBeReadIsNone(String json) {
        assertThatThrownBy(() -> reader.read(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noFieldOfAnotherFormIsTaken() {
        for (String field : new String[] {"amount", "currency", "status", "expires_at", "version"}) {
            PaymentFixture without =
                    PaymentFixture.payment(PaymentFixture.newId()).with(field, null);
            PaymentFixture wrong =
                    PaymentFixture.payment(PaymentFixture.newId()).with(field, true);
            assertThatThrownBy(() -> read(without)).as(field).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> read(wrong)).as(field).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> read(PaymentFixture.payment("pay_1").with("amount", "1e2000000000")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theDrawingIsTheCode() {
        String content = "https://pay.soprano-exch.info/pay/" + PaymentFixture.newId();
        String svg = QrImage.of(content, "a \"label\"").toString();
        QrCode code = QrCode.encodeText(content, QrCode.Ecc.MEDIUM);
        assertThat(svg).contains("aria-label=\"a &quot;label&quot;\"", "viewBox=\"0 0 " + (code.size + 8) + " ");
        String path = svg.substring(svg.indexOf("#111\" d=\"") + 9, svg.lastIndexOf('"'));
        var drawn = new boolean[code.size][code.size];
        for (String run : path.substring(1).split("M", -1)) {
            int[] n = Arrays.stream(run.replace("v1h", " ").split("[^0-9]+", -1))
                    .filter(text -> !text.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray();
            Arrays.fill(drawn[n[1] - 4], n[0] - 4, n[0] - 4 + n[2], true);
        }
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                assertThat(drawn[y][x]).isEqualTo(code.getModule(x, y));
            }
        }
    }

    private Phase phase(PaymentFixture payment, Instant now) {
        return Screen.of(new Lookup.Found(read(payment)), now).phase();
    }

    private PaymentView read(PaymentFixture payment) {
        return reader.read(payment.json().getBytes(StandardCharsets.UTF_8));
    }

    static PageSettings settings() {
        return PageServer.bind(java.util.Map.of());
    }
}
