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

class CheckoutRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private final PaymentViewReader reader = new PaymentViewReader(new LinkRules(false));

    @ParameterizedTest
    @CsvSource({"-5, 0:00", "0, 0:00", "59, 0:59", "845, 14:05", "3600, 60:00"})
    void formatsCountdowns(long seconds, String text) {
        assertThat(text(Language.EN).countdown(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    @Test
    void formatsTimesWithTheirOffset() {
        Instant time = Instant.parse("2026-11-29T00:12:00Z");
        assertThat(text(Language.RU).dayAndTime(time)).isEqualTo("29 ноября, 03:12 (GMT+3)");
        assertThat(text(Language.RU).dateAndTime(time)).isEqualTo("29 ноября 2026, 03:12 (GMT+3)");
        assertThat(text(Language.EN).dateAndTime(time)).isEqualTo("29 November 2026, 03:12 (GMT+3)");
    }

    @Test
    void removesDirectionMarksAndReplacesControlCharacters() {
        assertThat(PaymentViewReader.printable("a\u202eb\u2068c\u2069d\u0000e\tf"))
                .isEqualTo("abcd\ufffde\tf");
        assertThat(PaymentViewReader.printable("a\r\nb\rc\nd")).isEqualTo("a\nb\nc\nd");
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
    void linksContactsOrDropsThem(String contact, String href) {
        SupportContact made = SupportContact.ofAddressOrNumber(contact);
        assertThat(made == null ? null : made.href()).isEqualTo(href);
    }

    @ParameterizedTest
    @EnumSource
    void everyStatusHasAPageState(PaymentView.Status status) {
        PaymentView payment = read(PaymentFixture.payment(PaymentFixture.newId())
                .invoiced()
                .with("expires_at", NOW.plusSeconds(1).toString())
                .status(status.name().toLowerCase(java.util.Locale.ROOT), 2));
        PageState phase = screen(new PaymentLookup.Found(payment), NOW).state();
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
    void showsPaymentsWithoutInvoiceAsPreparedAndExpiredOnesAsOverdue() {
        PaymentFixture pending = PaymentFixture.payment(PaymentFixture.newId()).with("expires_at", NOW.toString());
        assertThat(phase(pending, NOW.minusMillis(1))).isEqualTo(PageState.PREPARING);
        assertThat(phase(pending, NOW)).isEqualTo(PageState.OVERDUE);
        assertThat(phase(pending.invoiced(), NOW)).isEqualTo(PageState.OVERDUE);
        assertThat(screen(PaymentLookup.UNAVAILABLE, NOW).state()).isEqualTo(PageState.PREPARING);
        assertThat(screen(PaymentLookup.NOT_YET, NOW).state()).isEqualTo(PageState.PREPARING);
        assertThat(screen(new PaymentLookup.Missing(false), NOW).state()).isEqualTo(PageState.MISSING);
        assertThat(screen(new PaymentLookup.Missing(true), NOW).state()).isEqualTo(PageState.NOT_FOUND_YET);
    }

    @Test
    void becomesUnconfirmedAfterTheConfirmationTimeout() {
        PaymentFixture pending = PaymentFixture.payment(PaymentFixture.newId())
                .invoiced()
                .with("expires_at", NOW.plusSeconds(600).toString())
                .with("checking_since", NOW.toString());
        assertThat(phase(pending, NOW)).isEqualTo(PageState.CHECKING);
        assertThat(phase(pending, NOW.plusSeconds(119))).isEqualTo(PageState.CHECKING);
        assertThat(phase(pending, NOW.plusSeconds(120))).isEqualTo(PageState.UNCONFIRMED);
        assertThat(phase(pending, NOW.plusSeconds(600))).isEqualTo(PageState.OVERDUE);
        pending.with("status", "processing");
        assertThat(phase(pending, NOW.plusSeconds(119))).isEqualTo(PageState.CHECKING);
        assertThat(phase(pending, NOW.plusSeconds(601))).isEqualTo(PageState.UNCONFIRMED);
    }

    @Test
    void showsCheckingAfterReturnInTheLastSecond() {
        PaymentFixture late = PaymentFixture.payment(PaymentFixture.newId())
                .invoiced()
                .with("expires_at", NOW.toString())
                .with("checking_since", NOW.minusSeconds(1).toString());
        assertThat(phase(late, NOW.plusSeconds(5))).isEqualTo(PageState.CHECKING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "processing", "expired", "cancelled"})
    void heldWinsOverEveryStatus(String status) {
        PaymentFixture held = PaymentFixture.payment(PaymentFixture.newId())
                .invoiced()
                .with("held", true)
                .status(status, 2);
        assertThat(phase(held, NOW)).isEqualTo(PageState.HELD);
    }

    @Test
    void treatsUnknownIdsByTheirAge() {
        Instant asked = NOW;
        assertThat(missing(PaymentFixture.id(NOW), asked)).isEqualTo(PaymentLookup.NOT_YET);
        assertThat(missing(PaymentFixture.id(NOW.minusSeconds(3)), asked)).isEqualTo(PaymentLookup.NOT_YET);
        assertThat(missing(PaymentFixture.id(NOW.minusSeconds(4)), asked)).isEqualTo(new PaymentLookup.Missing(true));
        assertThat(missing(PaymentFixture.id(NOW.minusSeconds(119)), asked)).isEqualTo(new PaymentLookup.Missing(true));
        assertThat(missing(PaymentFixture.id(NOW.minusSeconds(121)), asked))
                .isEqualTo(new PaymentLookup.Missing(false));
        assertThat(missing(PaymentFixture.id(NOW.plusSeconds(50)), asked)).isEqualTo(PaymentLookup.NOT_YET);
        assertThat(missing(PaymentFixture.id(NOW.plusSeconds(70)), asked)).isEqualTo(new PaymentLookup.Missing(false));
        String derived = PaymentFixture.derivedId();
        assertThat(missing(derived, NOW.minusSeconds(3))).isEqualTo(PaymentLookup.NOT_YET);
        assertThat(missing(derived, NOW.minusSeconds(4))).isEqualTo(new PaymentLookup.Missing(true));
        assertThat(missing(derived, NOW.minusSeconds(121))).isEqualTo(new PaymentLookup.Missing(false));
    }

    @Test
    void waitsForPaymentsThatThisGatewayAccepted() {
        String id = PaymentFixture.id(NOW.minusSeconds(60));
        assertThat(new UnknownPayments(() -> NOW, id::equals, properties()).lookup(id, NOW))
                .isEqualTo(PaymentLookup.NOT_YET);
    }

    private static PaymentLookup missing(String id, Instant firstMissed) {
        return new UnknownPayments(() -> NOW, _ -> false, properties()).lookup(id, firstMissed);
    }

    private static PageModel screen(PaymentLookup lookup, Instant now) {
        return PageModel.of(lookup, now, properties().liveUpdates().confirmationTimeout());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "null", "{}", "{\"payment_id\":1}", "{\"payment_id\":\"a\",\"payment_id\":\"b\"}"})
    void rejectsUnreadableResponses(String json) {
        assertThatThrownBy(() -> reader.read(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rejectsFieldsOfAnotherType() {
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
    void drawsTheQrCode() {
        String content = "https://pay.soprano-exch.info/pay/" + PaymentFixture.newId();
        QrDrawing drawing = QrDrawing.of(content);
        QrCode code = QrCode.encodeText(content, QrCode.Ecc.MEDIUM);
        assertThat(drawing.side()).isEqualTo(code.size + 8);
        String path = drawing.path();
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

    private PageState phase(PaymentFixture payment, Instant now) {
        return screen(new PaymentLookup.Found(read(payment)), now).state();
    }

    private PaymentView read(PaymentFixture payment) {
        return reader.read(payment.json().getBytes(StandardCharsets.UTF_8));
    }

    private static PageText text(Language language) {
        return new PageText(language, properties().timeZone(), properties().reviewDays());
    }

    static CheckoutProperties properties() {
        return PageServer.bind(java.util.Map.of());
    }
}
