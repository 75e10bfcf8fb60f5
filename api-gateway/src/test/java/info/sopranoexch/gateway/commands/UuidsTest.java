package info.sopranoexch.gateway.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class UuidsTest {
    private static final long NOW = 1_800_000_000_000L;

    @Test
    void createsVersion7OfTheTime() {
        UUID id = Uuids.v7(NOW);

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW);
    }
}
