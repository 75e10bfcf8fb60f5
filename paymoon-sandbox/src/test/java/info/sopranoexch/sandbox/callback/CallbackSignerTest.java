package info.sopranoexch.sandbox.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CallbackSignerTest {
    /** {@code printf %s 'evt_1.1700000000.{"a":"ю"}' | openssl dgst -sha256 -hmac whsec-test-0123456789}. */
    @Test
    void matchesSignatureOfOpenssl() {
        byte[] body = "{\"a\":\"ю\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(CallbackSigner.sign("whsec-test-0123456789", "evt_1", 1_700_000_000L, body))
                .isEqualTo("v1=1e63533a6d1aa8585afb465550651235c618d5ead9073f6f37ba234a4f0c083a");
    }
}
