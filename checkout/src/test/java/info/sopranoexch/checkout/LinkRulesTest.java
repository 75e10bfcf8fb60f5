package info.sopranoexch.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkRulesTest {
    private final LinkRules live = new LinkRules(false);
    private final LinkRules local = new LinkRules(true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JaVaScRiPt://x/%0aalert(1)",
                "data:text/html,x",
                "vbscript:x",
                "file:///etc/passwd",
                "//evil.example/",
                "/relative",
                "https:opaque",
                "https://",
                "https:///x",
                "https://user:secret@shop.example/",
                "https://shop.example/ x",
                "https://shop.example/\nx",
                " https://shop.example/",
                "ftp://shop.example/",
                ""
            })
    void rejectsAddressesThatAreNotWebAddresses(String url) {
        assertThat(live.provider(url, true)).isNull();
        assertThat(live.back(url, true)).isNull();
        assertThat(local.provider(url, true)).isNull();
        assertThat(local.back(url, true)).isNull();
    }

    @Test
    void acceptsHttps() {
        assertThat(live.provider("https://pay.paymoon.example/i/1?a=b#c", false))
                .isNotNull();
        assertThat(live.back("HTTPS://shop.example/thanks", false)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8090/pay/1", "http://127.0.0.1/x", "http://[::1]:80/x"})
    void acceptsHttpToLoopbackInASandboxOnly(String url) {
        assertThat(live.provider(url, false)).isNull();
        assertThat(live.back(url, false)).isNull();
        assertThat(live.provider(url, true)).isNotNull();
        assertThat(local.provider(url, false)).isNotNull();
        assertThat(local.back(url, false)).isNotNull();
    }

    @Test
    void acceptsHttpToOtherHostsForReturnsOnly() {
        assertThat(local.provider("http://paymoon.example/", true)).isNull();
        assertThat(live.provider("http://127.0.0.1.evil.example/", true)).isNull();
        assertThat(live.back("http://shop.example/", false)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://my_shop.example/thanks", "https://xn--80aairftm.xn--p1ai/%D0%BE%D0%BA"})
    void acceptsHostNamesThatCreateAccepts(String url) {
        assertThat(live.back(url, false)).hasToString(url);
    }

    @Test
    void rejectsOverlongAddresses() {
        assertThat(live.back("https://shop.example/" + "a".repeat(3000), false)).isNull();
        assertThat(live.back(null, false)).isNull();
    }
}
