package info.sopranoexch.gateway.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PaymentIdsTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String NEXT = "fedcba9876543210fedcba9876543210";

    private final PaymentIds ids = new PaymentIds(new PaymentIdProperties(List.of(SECRET)));

    @Test
    void createsRandomPaymentIdsOfOneForm() {
        assertThat(PaymentIds.newPaymentId(NOW)).matches("pay_[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}");
        assertThat(PaymentIds.newPaymentId(NOW)).isNotEqualTo(PaymentIds.newPaymentId(NOW));
    }

    @Test
    void derivesTheSameIdForTheSameAccountAndKeyOnly() {
        assertThat(ids.derivePaymentId(7, "k"))
                .matches("pay_[0-9a-f]{12}8[0-9a-f]{3}[89ab][0-9a-f]{15}")
                .isEqualTo(ids.derivePaymentId(7, "k"))
                .isNotEqualTo(ids.derivePaymentId(8, "k"))
                .isNotEqualTo(ids.derivePaymentId(7, "l"));
        assertThat(ids.deriveRefundId(7, "pay_1", "k")).isNotEqualTo(ids.deriveRefundId(7, "pay_", "1k"));
    }

    /** The expected value was computed with Python. Another derivation would not find the payments of earlier requests. */
    @Test
    void derivesIdsByHmac() {
        assertThat(ids.derivePaymentId(7, "k")).isEqualTo("pay_2a7f1f20952a8e17ae1e62be5cf0db8d");
    }

    @Test
    void derivesFormerIdsFromFormerSecrets() {
        var rotated = new PaymentIds(new PaymentIdProperties(List.of(NEXT, SECRET)));

        assertThat(rotated.derivePaymentId(7, "k")).isNotEqualTo(ids.derivePaymentId(7, "k"));
        assertThat(rotated.deriveFormerPaymentIds(7, "k")).containsExactly(ids.derivePaymentId(7, "k"));
        assertThat(ids.deriveFormerPaymentIds(7, "k")).isEmpty();
    }

    @Test
    void rejectsMissingAndShortSecrets() {
        assertThatThrownBy(() -> new PaymentIdProperties(List.of())).hasMessageContaining("SOPRANO_IDS_SECRETS");
        assertThatThrownBy(() -> new PaymentIdProperties(List.of(SECRET, SECRET.substring(1))))
                .hasMessageContaining("32 bytes")
                .hasMessageNotContaining(SECRET.substring(1));
        assertThat(new PaymentIdProperties(List.of(SECRET)).toString()).doesNotContain(SECRET);
    }
}
