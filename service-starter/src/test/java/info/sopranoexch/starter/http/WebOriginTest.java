package info.sopranoexch.starter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebOriginTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://pay.example.com",
                "https://pay.example.com/",
                "http://localhost:8080",
                "http://[::1]:80/"
            })
    void joinsPathsWithOneSlash(String url) {
        var origin = new WebOrigin("public-url", URI.create(url));

        assertThat(origin.at("/pay/1")).isEqualTo(url.replaceAll("/$", "") + "/pay/1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/soprano",
                "https://example.com/soprano/",
                "https://example.com//",
                "https://example.com?a=b",
                "https://example.com/#top",
                "https://user@example.com",
                "ftp://example.com",
                "example.com",
                "/pay",
                "mailto:pay@example.com"
            })
    void rejectsUrlsOtherThanSchemeHostAndPort(String url) {
        assertThatThrownBy(() -> new WebOrigin("public-url", URI.create(url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("public-url must be")
                .hasMessageEndingWith("not " + url);
    }
}
