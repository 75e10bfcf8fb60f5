package info.sopranoexch.sandbox.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.sandbox.fault.FaultProperties;
import info.sopranoexch.sandbox.testing.Readme;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What each of them does is shown by MagicAmountsIT. */
class MagicAmountsTest {
    @Test
    void theReadmeListsThemAllInTheWordsOfThePage() {
        assertThat(Readme.magicAmounts())
                .extracting(row -> row.amount() + " " + row.what())
                .containsExactlyElementsOf(MagicAmounts.ALL.stream()
                        .map(magic -> magic.amount() + " " + magic.what())
                        .toList());
    }

    @Test
    void theSettingTurnsThemOff() {
        MagicAmounts on = magic(Map.of());
        MagicAmounts off = magic(Map.of("sandbox.magic-amounts", "false"));
        assertThat(on.whenPaid(invoice(7701))).isEqualTo(Scenario.DECLINED);
        assertThat(on.whenCreated(BigDecimal.valueOf(7713))).isNotNull();
        assertThat(MagicAmounts.ALL).allSatisfy(magic -> {
            assertThat(off.whenPaid(invoice(magic.amount()))).isEqualTo(Scenario.PAID);
            assertThat(off.whenCreated(BigDecimal.valueOf(magic.amount()))).isNull();
        });
    }

    private static MagicAmounts magic(Map<String, String> settings) {
        return new MagicAmounts(new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("sandbox", FaultProperties.class));
    }

    private static Invoice invoice(int amount) {
        Instant now = Instant.EPOCH;
        return new Invoice(
                "inv_1",
                "pay_1",
                BigDecimal.valueOf(amount),
                "RUB",
                null,
                "http://localhost",
                null,
                InvoiceStatus.CREATED,
                1,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                now,
                now,
                now);
    }
}
