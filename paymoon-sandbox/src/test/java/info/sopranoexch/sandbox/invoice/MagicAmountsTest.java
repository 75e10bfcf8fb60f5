package info.sopranoexch.sandbox.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.sandbox.fault.Fault;
import info.sopranoexch.sandbox.fault.FaultProperties;
import info.sopranoexch.sandbox.testing.Readme;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Tests the list of amounts; MagicAmountsIT tests their effects. */
class MagicAmountsTest {
    @Test
    void readmeListsAllAmounts() {
        assertThat(Readme.magicAmounts())
                .extracting(row -> row.amount() + " " + row.description())
                .containsExactlyElementsOf(MagicAmounts.ALL.stream()
                        .map(magic -> magic.amount() + " " + magic.description())
                        .toList());
    }

    @Test
    void settingDisablesMagicAmounts() {
        MagicAmounts on = magicAmounts(Map.of());
        MagicAmounts off = magicAmounts(Map.of("sandbox.magic-amounts", "false"));

        assertThat(on.of(BigDecimal.valueOf(7701)).outcome()).isEqualTo(PaymentOutcome.DECLINED);
        assertThat(on.of(new BigDecimal("7713.00")).create()).isEqualTo(Fault.OUTAGE);
        assertThat(MagicAmounts.ALL)
                .allSatisfy(magic ->
                        assertThat(off.of(BigDecimal.valueOf(magic.amount()))).isEqualTo(on.of(BigDecimal.ONE)));
    }

    private static MagicAmounts magicAmounts(Map<String, String> settings) {
        return new MagicAmounts(new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("sandbox", FaultProperties.class));
    }
}
