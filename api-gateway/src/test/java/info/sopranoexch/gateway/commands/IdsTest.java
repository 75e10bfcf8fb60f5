package info.sopranoexch.gateway.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {
    private static final long NOW = 1_800_000_000_000L;

    @Test
    void aCommandIdIsAUuidV7OfItsTime() {
        UUID id = UUID.fromString(Ids.uuidV7(NOW));
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW);
    }

    @Test
    void paymentIdsAreOneFormAndNeverTheSame() {
        assertThat(Ids.payment(NOW)).matches("pay_[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}");
        assertThat(Ids.payment(NOW)).isNotEqualTo(Ids.payment(NOW));
    }
}
