package info.sopranoexch.gateway.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DerivedIdsTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String NEXT = "fedcba9876543210fedcba9876543210";

    private final DerivedIds ids = new DerivedIds(new IdSettings(List.of(SECRET)));

    @Test
    void anIdIsTheSameForTheSamePartsOnly() {
        assertThat(ids.of("pay_", "7", "create", "k"))
                .matches("pay_[0-9a-f]{12}8[0-9a-f]{3}[89ab][0-9a-f]{15}")
                .isEqualTo(ids.of("pay_", "7", "create", "k"))
                .isNotEqualTo(ids.of("pay_", "8", "create", "k"))
                .isNotEqualTo(ids.of("pay_", "7c", "reate", "k"));
    }

    /** Computed apart with Python: the form must not change, or replays would miss their payments. */
    @Test
    void anIdIsAnHmacOfItsParts() {
        assertThat(ids.of("pay_", "7", "create", "k")).isEqualTo("pay_2a7f1f20952a8e17ae1e62be5cf0db8d");
    }

    @Test
    void anotherSecretGivesOtherIdsAndTheFormerOnesCanBeFound() {
        var changed = new DerivedIds(new IdSettings(List.of(NEXT, SECRET)));

        assertThat(changed.of("pay_", "7", "create", "k")).isNotEqualTo(ids.of("pay_", "7", "create", "k"));
        assertThat(changed.formerly("pay_", "7", "create", "k")).containsExactly(ids.of("pay_", "7", "create", "k"));
        assertThat(ids.formerly("pay_", "7", "create", "k")).isEmpty();
    }

    @Test
    void aSecretIsNeededAndHas32BytesOrMore() {
        assertThatThrownBy(() -> new IdSettings(List.of())).hasMessageContaining("SOPRANO_IDS_SECRETS");
        assertThatThrownBy(() -> new IdSettings(List.of(SECRET, SECRET.substring(1))))
                .hasMessageContaining("32 bytes")
                .hasMessageNotContaining(SECRET.substring(1));
        assertThat(new IdSettings(List.of(SECRET)).toString()).doesNotContain(SECRET);
    }
}
