package info.sopranoexch.gateway.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {
    private static final long NOW = 1_800_000_000_000L;

    @Test
    void a_command_id_is_a_uuid_v7_of_its_time() {
        UUID id = UUID.fromString(Ids.uuidV7(NOW));
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW);
    }

    @Test
    void payment_ids_are_one_form_and_never_the_same() {
        assertThat(Ids.payment(NOW)).matches("pay_[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}");
        assertThat(Ids.payment(NOW)).isNotEqualTo(Ids.payment(NOW));
    }
}
