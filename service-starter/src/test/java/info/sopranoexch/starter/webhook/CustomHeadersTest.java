package info.sopranoexch.starter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomHeadersTest {

    @ParameterizedTest
    @ValueSource(strings = {"X-Shop", "Authorization", "x_shop", "webhook"})
    void allowsNamesOfMerchant(String name) {
        assertThat(CustomHeaders.isAllowedName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "traceparent",
                "TraceParent",
                "proxy-authorization",
                "Host",
                "webhook-id",
                "Soprano-Payment-Version",
                "X-Webhook-Secret",
                "X Y",
                "X:Y",
                "",
            })
    void rejectsReservedAndMalformedNames(String name) {
        assertThat(CustomHeaders.isAllowedName(name)).isFalse();
    }

    @Test
    void limitsValues() {
        assertThat(CustomHeaders.isAllowedValue("v".repeat(500))).isTrue();
        assertThat(CustomHeaders.isAllowedValue("v".repeat(501))).isFalse();
        assertThat(CustomHeaders.isAllowedValue("a\r\nX-Injected: b")).isFalse();
        assertThat(CustomHeaders.isAllowedValue("a\tb")).isFalse();
        assertThat(CustomHeaders.isAllowedValue("é")).isFalse();
    }
}
