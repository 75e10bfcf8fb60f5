package info.sopranoexch.checkout;

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
    @CsvSource({"-5, 0:00", "0, 0:00", "59, 0:59", "845, 14:05", "3600, 60:00"})
    void aCountdownLooksLikeAClock(long seconds, String text) {
        assertThat(TimeLeft.of(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    @Test
    void aTimeIsWrittenWithItsOffset() {
        var dates = new DateText(settings());
        Instant time = Instant.parse("2026-11-29T00:12:00Z");
        assertThat(dates.day(time, Language.RU).toString())
                .isEqualTo(
                        "<time datetime=\"2026-11-29T00:12:00Z\" data-locale=\"ru-RU\">29 ноября, 03:12 (GMT+3)</time>");
        assertThat(dates.dayOfYear(time, Language.EN).toString())
                .contains("data-year", ">29 November 2026, 03:12 (GMT+3)<");
        assertThat(dates.official(time, Language.RU)).isEqualTo("29 ноября 2026, 03:12 (GMT+3)");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            help@shop.example         | mailto:help@shop.example
            +7 (495) 123-45-67        | tel:+74951234567
            8 800 555 35 35           | tel:88005553535
            javascript:alert(1)       | -
            a@b?subject=x             | -
            "a"@b                     | -
            a b@c.example             | -
            """)
    void aContactIsALinkOrNothing(String contact, String href) {
        SupportContact made = SupportContact.ofAddressOrNumber(contact);
        assertThat(made == null ? null : made.href()).isEqualTo(href);
    }

    @ParameterizedTest
    @EnumSource
    void everyStatusHasItsPhase(PaymentView.Status status) {
        PaymentView payment = read(PaymentFixture.payment(PaymentFixture.newId())
                .invoiced()
                .with("expires_at", NOW.plusSeconds(1).toString())
                .status(status.name().toLowerCase(java.util.Locale.ROOT), 2));
        Phase phase = screen(new Lookup.Found(payment), NOW).phase();
        String expected = switch (status) {
            case PENDING -> "READY";
            case PROCESSING -> "CHECKING";
            default -> status.name();
        };
        assertThat(phase.name()).isEqualTo(expected);
        assertThat(phase.isSettled())
                .isEqualTo(status != PaymentView.Status.PENDING && status != PaymentView.Status.PROCESSING);
    }

    @Test
    void whatIsNotInvoicedIsPreparedAndWhatIsLateIsChecked() {
        PaymentFixture pending = PaymentFixture.payment(PaymentFixture.newId()).with("expires_at", NOW.toString());
        assertThat(phase(pending, NOW.minusMillis(1))).isEqualTo(Phase.PREPARING);
        assertThat(phase(pending, NOW)).isEqualTo(Phase.OVERDUE);
        assertThat(phase(pending.invoiced(), NOW)).isEqualTo(Phase.OVERDUE);
        assertThat(screen(Lookup.UNAVAILABLE, NOW).phase()).isEqualTo(Phase.PREPARING);
        assertThat(screen(Lookup.NOT_YET, NOW).phase()).isEqualTo(Phase.PREPARING);
        assertThat(screen(new Lookup.Missing(false), NOW).phase()).isEqualTo(Phase.MISSING);
        assertThat(screen(new Lookup.Missing(true), NOW).phase()).isEqualTo(Phase.NOT_FOUND_YET);
    }

    @Test
    void whoeverCameBackIsAskedToWaitAndThenToldWhatToDo() {
        PaymentFixture pending = PaymentFixture.payment(PaymentFixture.newId())
                .invoiced()
                .with("expires_at", NOW.plusSeconds(600).toString())
                .with("checking_since", NOW.toString());
        assertThat(phase(pending, NOW)).isEqualTo(Phase.CHECKING);
        assertThat(phase(pending, NOW.plusSeconds(119))).isEqualTo(Phase.CHECKING);
        assertThat(phase(pending, NOW.plusSeconds(120))).isEqualTo(Phase.UNCONFIRMED);
        assertThat(phase(pending, NOW.plusSeconds(600))).isEqualTo(Phase.OVERDUE);
        pending.with("status", "processing");
        assertThat(phase(pending, NOW.plusSeconds(119))).isEqualTo(Phase.CHECKING);
        assertThat(phase(pending, NOW.plusSeconds(601))).isEqualTo(Phase.UNCONFIRMED);
    }

    @Test
    void whoeverComesBackDuringTheLastSecondIsNotToldThatTimeIsOver() {
        PaymentFixture late = PaymentFixture.payment(PaymentFixture.newId())
                .invoiced()
                .with("expires_at", NOW.toString())
                .with("checking_since", NOW.minusSeconds(1).toString());
        assertThat(phase(late, NOW.plusSeconds(5))).isEqualTo(Phase.CHECKING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "processing", "expired", "cancelled"})
    void whatIsHeldIsHeldWhateverItsStatus(String status) {
        PaymentFixture held = PaymentFixture.payment(PaymentFixture.newId())
                .invoiced()
                .with("held", true)
                .status(status, 2);
        assertThat(phase(held, NOW)).isEqualTo(Phase.HELD);
    }

    @Test
    void anUnknownIdIsToldApartByItsAge() {
        Instant asked = NOW;
        assertThat(missing(PaymentFixture.id(NOW), asked)).isEqualTo(Lookup.NOT_YET);
        assertThat(missing(PaymentFixture.id(NOW.minusSeconds(3)), asked)).isEqualTo(Lookup.NOT_YET);
        assertThat(missing(PaymentFixture.id(NOW.minusSeconds(4)), asked)).isEqualTo(new Lookup.Missing(true));
        assertThat(missing(PaymentFixture.id(NOW.minusSeconds(119)), asked)).isEqualTo(new Lookup.Missing(true));
        assertThat(missing(PaymentFixture.id(NOW.minusSeconds(121)), asked)).isEqualTo(new Lookup.Missing(false));
        assertThat(missing(PaymentFixture.id(NOW.plusSeconds(50)), asked)).isEqualTo(Lookup.NOT_YET);
        assertThat(missing(PaymentFixture.id(NOW.plusSeconds(70)), asked)).isEqualTo(new Lookup.Missing(false));
        String derived = PaymentFixture.derivedId();
        assertThat(missing(derived, NOW.minusSeconds(3))).isEqualTo(Lookup.NOT_YET);
        assertThat(missing(derived, NOW.minusSeconds(4))).isEqualTo(new Lookup.Missing(true));
        assertThat(missing(derived, NOW.minusSeconds(121))).isEqualTo(new Lookup.Missing(false));
    }

    @Test
    void whatThisGatewayHasAcceptedIsWaitedFor() {
        String id = PaymentFixture.id(NOW.minusSeconds(60));
        assertThat(new UnknownIds(() -> NOW, id::equals, settings()).missing(id, NOW))
                .isEqualTo(Lookup.NOT_YET);
    }

    private static Lookup missing(String id, Instant firstMissed) {
        return new UnknownIds(() -> NOW, _ -> false, settings()).missing(id, firstMissed);
    }

    private static Screen screen(Lookup lookup, Instant now) {
        return Screen.of(lookup, now, settings().checkLimit());
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
        return screen(new Lookup.Found(read(payment)), now).phase();
    }

    private PaymentView read(PaymentFixture payment) {
        return reader.read(payment.json().getBytes(StandardCharsets.UTF_8));
    }

    static PageSettings settings() {
        return PageServer.bind(java.util.Map.of());
    }
}
