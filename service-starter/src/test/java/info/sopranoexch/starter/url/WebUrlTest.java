package info.sopranoexch.starter.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebUrlTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    https://shop.example/hook?a=1&b=%20     | https://shop.example/hook?a=1&b=%20
                    HTTPS://Shop.EXAMPLE:443/Hook           | https://shop.example/Hook
                    http://shop.example:80                  | http://shop.example
                    http://shop.example:                    | http://shop.example
                    https://shop.example.:8443/             | https://shop.example:8443/
                    https://my_shop.example/hook            | https://my_shop.example/hook
                    https://магазин.рф/оплата               | https://xn--80aairftm.xn--p1ai/%D0%BE%D0%BF%D0%BB%D0%B0%D1%82%D0%B0
                    https://МАГАЗИН.РФ                      | https://xn--80aairftm.xn--p1ai
                    https://xn--80aairftm.xn--p1ai          | https://xn--80aairftm.xn--p1ai
                    https://straße.example                  | https://xn--strae-oqa.example
                    https://ｓｈｏｐ。example               | https://shop.example
                    https://my_магазин.example/             | https://xn--my_-8cdar3ai5ap.example/
                    https://shop.example/a[1]?q={"x":"ü"}   | https://shop.example/a%5B1%5D?q=%7B%22x%22:%22%C3%BC%22%7D
                    https://shop.example/😀                 | https://shop.example/%F0%9F%98%80
                    http://127.0.0.1:8081/hook              | http://127.0.0.1:8081/hook
                    https://[2001:DB8::1]:8443/             | https://[2001:db8::1]:8443/
                    """)
    void normalizes(String text, String normal) {
        WebUrl url = accepted(WebUrl.webhook(text));
        assertThat(url.text()).isEqualTo(normal);
        assertThat(accepted(WebUrl.webhook(normal))).as("stays as it is").isEqualTo(url);
        assertThat(URI.create(url.text()).getRawAuthority()).startsWith(url.host());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    shop.example/hook                | must begin with https:// or http://
                    ftp://shop.example               | must begin with https:// or http://
                    //shop.example                   | must begin with https:// or http://
                    https:///hook                    | must name a host
                    https://:443/                    | must name a host
                    https://user:pw@shop.example     | must have no user name and no password
                    https://shop.example/#top        | must have no fragment
                    https://shop.example/a b         | must have no spaces and no control characters
                    https://shop.example\\hook       | must have no backslash
                    https://shop.example:0/          | must have a port from 1 to 65535
                    https://shop.example:65536/      | must have a port from 1 to 65535
                    https://shop.example:999999/     | must have a port from 1 to 65535
                    https://shop.example/50%         | must have two hexadecimal digits after each percent sign
                    https://sh%6Fp.example/          | must name its host without percent-encoding
                    https://2130706433/              | must name a host, or an IPv4 address as four decimal numbers
                    https://127.1/                   | must name a host, or an IPv4 address as four decimal numbers
                    https://0x7f.0.0.1/              | must name a host, or an IPv4 address as four decimal numbers
                    https://0177.0.0.1/              | must name a host, or an IPv4 address as four decimal numbers
                    https://256.0.0.1/               | must name a host, or an IPv4 address as four decimal numbers
                    https://[::1/                    | must name a host, or an IPv6 address in brackets
                    https://[fe80::1%25eth0]/        | must name its host without percent-encoding
                    https://xn--a/                   | must name a host that is valid by UTS 46: the part with xn-- is not valid Punycode
                    https://мага⿰зин.рф/              | must name a host that is valid by UTS 46: a character is not allowed there
                    """)
    void rejectsWithReason(String text, String reason) {
        assertThat(WebUrl.webhook(text)).isEqualTo(new WebUrl.Refused(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a..example/",
                "https://-shop.example/",
                "https://shop-.example/",
                "https://sh!op.example/"
            })
    void rejectsInvalidHosts(String text) {
        assertThat(WebUrl.webhook(text))
                .isInstanceOfSatisfying(
                        WebUrl.Refused.class,
                        refused -> assertThat(refused.reason()).startsWith("must name a host whose parts have"));
    }

    @Test
    void rejectsUnpairedSurrogates() {
        assertThat(WebUrl.page("https://shop.example/\ud800")).isEqualTo(new WebUrl.Refused("must be valid Unicode"));
    }

    @Test
    void limitsLengthOfNormalForm() {
        String longest = "https://shop.example/" + "a".repeat(WebUrl.MAX_LENGTH - 21);
        assertThat(accepted(WebUrl.page(longest)).text()).isEqualTo(longest);
        assertThat(WebUrl.page(longest + "a")).isEqualTo(new WebUrl.Refused("must have at most 2000 characters"));
        assertThat(WebUrl.page("https://shop.example/" + "ж".repeat(400)))
                .isEqualTo(new WebUrl.Refused("must have at most 2000 characters when it is percent-encoded"));
    }

    @Test
    void keepsFragmentOfPage() {
        assertThat(accepted(WebUrl.page("https://shop.example/#/спасибо")).text())
                .isEqualTo("https://shop.example/#/%D1%81%D0%BF%D0%B0%D1%81%D0%B8%D0%B1%D0%BE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/",
                "http://LOCALHOST./",
                "http://a.localhost/",
                "http://127.0.0.1/",
                "http://127.9.9.9/",
                "http://0.0.0.0/",
                "http://[::1]/"
            })
    void detectsLoopback(String text) {
        assertThat(accepted(WebUrl.webhook(text)).namesLoopback()).isTrue();
        assertThat(accepted(WebUrl.webhook("https://shop.example")).namesLoopback())
                .isFalse();
    }

    @Test
    void listsAllowedPortsInOrder() {
        var ports = new WebhookPorts(Set.of(8443, 443, 80));
        assertThat(ports).hasToString("80, 443, 8443");
        assertThat(ports.allows(443)).isTrue();
        assertThat(ports.allows(8080)).isFalse();
    }

    private static WebUrl accepted(WebUrl.Result result) {
        assertThat(result).isInstanceOf(WebUrl.Accepted.class);
        return ((WebUrl.Accepted) result).url();
    }
}
