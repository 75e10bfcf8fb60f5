package info.sopranoexch.provider.paymoon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Check values: {@code printf %s "$id.$timestamp.$body" | openssl dgst -sha256 -hmac "$secret"}. */
class PaymoonSignatureTest {
    private static final String NEW = "whsec-test-0123456789";
    private static final String OLD = "other-secret-0123456789";
    private static final byte[] BODY =
            "{\"event_id\":\"evt_1\",\"external_id\":\"pay_1\"}".getBytes(StandardCharsets.UTF_8);
    private static final String BY_NEW = "v1=0fa732aded4c15ac092ac371e3e9d79954eec44c06b2f7d9ba7e63b67c299517";
    private static final String BY_OLD = "v1=f803d10eb142504105b53e073b7e823e353a06efb982a8b7b33e6858f6a69d9d";

    private final PaymoonSignature both = new PaymoonSignature(List.of(OLD, NEW));

    @Test
    void acceptsSignatureOfEveryValidSecret() {
        assertThat(both.matches("evt_1", "1700000000", BODY, BY_NEW)).isTrue();
        assertThat(both.matches("evt_1", "1700000000", BODY, BY_OLD)).isTrue();
        assertThat(new PaymoonSignature(List.of(NEW)).matches("evt_1", "1700000000", BODY, BY_OLD))
                .isFalse();
    }

    @Test
    void coversIdTimestampAndBody() {
        assertThat(both.matches("evt_2", "1700000000", BODY, BY_NEW)).isFalse();
        assertThat(both.matches("evt_1", "1700000001", BODY, BY_NEW)).isFalse();
        assertThat(both.matches("evt_1", "1700000000", new byte[0], BY_NEW)).isFalse();
    }

    @Test
    void rejectsMalformedSignature() {
        for (String bad : List.of(
                "",
                "v1=",
                BY_NEW.substring(3),
                "v2=" + BY_NEW.substring(3),
                BY_NEW + "0",
                BY_NEW.substring(0, BY_NEW.length() - 1),
                BY_NEW.replace("0fa7", "zzzz"),
                "v1=" + "0".repeat(64))) {
            assertThat(both.matches("evt_1", "1700000000", BODY, bad)).as(bad).isFalse();
        }
    }
}
