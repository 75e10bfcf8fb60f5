package info.sopranoexch.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ClientAddressTest {
    /** 203.0.113.7. */
    private static final String CLIENT = "cb007107";
    /** The first 64 bits of 2001:db8:cafe::17. */
    private static final String IPV6_CLIENT = "20010db8cafe0000";

    private static final String PROXY = "10.0.0.1";

    private final ClientAddress addresses = new ClientAddress(List.of("10.0.0.0/8", "fd00::/8"));

    private static MockHttpServletRequest request(String peer, String header, String... lines) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(peer);
        for (String line : lines) {
            request.addHeader(header, line);
        }
        return request;
    }

    private String forwardedFor(String peer, String... lines) {
        return addresses.of(request(peer, "X-Forwarded-For", lines));
    }

    private String forwarded(String... lines) {
        return addresses.of(request(PROXY, "Forwarded", lines));
    }

    @Test
    void usesTheLastHopThatIsNotATrustedProxy() {
        assertThat(forwardedFor(PROXY, "203.0.113.7")).isEqualTo(CLIENT);
        assertThat(forwardedFor(PROXY, "1.1.1.1, 203.0.113.7")).isEqualTo(CLIENT);
        assertThat(forwardedFor(PROXY, "1.1.1.1", "203.0.113.7")).isEqualTo(CLIENT);
        assertThat(forwardedFor(PROXY, "203.0.113.7,10.9.9.9")).isEqualTo(CLIENT);
        assertThat(forwardedFor("fd00::1", "203.0.113.7")).isEqualTo(CLIENT);
    }

    @Test
    void ignoresHeadersOfUntrustedPeers() {
        assertThat(forwardedFor("203.0.113.7", "1.1.1.1")).isEqualTo(CLIENT);
        assertThat(forwardedFor("203.0.113.7")).isEqualTo(CLIENT);
        assertThat(addresses.of(request("203.0.113.7", "Forwarded", "for=1.1.1.1")))
                .isEqualTo(CLIENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "203.0.113.7",
                "  203.0.113.7\t",
                "203.0.113.7:4711",
                "\"203.0.113.7:4711\"",
                "[::ffff:203.0.113.7]:4711",
                "::ffff:203.0.113.7",
                "::FFFF:cb00:7107",
                "203.0.113.7,",
                ", 203.0.113.7, ,",
                "unknown, 203.0.113.7",
                "\", 203.0.113.7",
                "203.0.113.7, 10.2.2.2:80, [fd00::2]:443"
            })
    void readsEveryFormOfAnIpv4AddressInXForwardedFor(String line) {
        assertThat(forwardedFor(PROXY, line)).isEqualTo(CLIENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2001:db8:cafe::17",
                "2001:DB8:CAFE::17",
                "[2001:db8:cafe::17]",
                "[2001:db8:cafe::17]:4711",
                "2001:db8:cafe::17%eth0"
            })
    void readsEveryFormOfAnIpv6AddressInXForwardedFor(String line) {
        assertThat(forwardedFor(PROXY, line)).isEqualTo(IPV6_CLIENT);
    }

    /** The examples of RFC 7239 and similar values. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "for=203.0.113.7 | cb007107",
                "For=\"203.0.113.7:4711\" | cb007107",
                "for=203.0.113.7:_port | cb007107",
                "for=203.0.113.7;proto=http;by=203.0.113.43 | cb007107",
                "proto=https ; host=\"a,b;c\" ; FOR = \"203.0.113.7\" | cb007107",
                "for=192.0.2.43, for=203.0.113.7 | cb007107",
                "for=192.0.2.43, for=203.0.113.7;by=10.0.0.2, for=10.0.0.2 | cb007107",
                "for=\"[2001:db8:cafe::17]:4711\" | 20010db8cafe0000",
                "for=\"[2001:db8:cafe::17]\" | 20010db8cafe0000",
                "for=\"\\2\\0\\3.0.113.7\" | cb007107",
                "for=_gazonk | node:_gazonk",
                "for=\"_gazonk\";by=10.0.0.1 | node:_gazonk",
                "for=1.1.1.1, for=_SEVKISEK | node:_SEVKISEK",
                "for=\", for=203.0.113.7 | cb007107",
                "for=\"x, for=\"203.0.113.7\" | cb007107",
                "for=\"x\\, for=\"203.0.113.7\" | cb007107"
            })
    void readsEveryFormOfForwarded(String line, String client) {
        assertThat(forwarded(line)).isEqualTo(client);
    }

    @Test
    void joinsSeveralLinesOfForwarded() {
        assertThat(forwarded("for=1.1.1.1", "for=203.0.113.7")).isEqualTo(CLIENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "UNKNOWN", "203.0.113.7, unknown", "\"unknown\""})
    void sharesNoLimitWithUnknownClients(String line) {
        assertThat(addresses.identify(request(PROXY, "X-Forwarded-For", line))).isNull();
        assertThat(forwardedFor(PROXY, line)).isNotEqualTo(forwardedFor(PROXY, line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"for=unknown", "proto=https", "by=10.0.0.1", "nonsense"})
    void sharesNoLimitWithoutClientInForwarded(String line) {
        assertThat(addresses.identify(request(PROXY, "Forwarded", line))).isNull();
    }

    @Test
    void sharesNoLimitIfTheProxyReportsOnlyTheScheme() {
        assertThat(addresses.identify(request(PROXY, "X-Forwarded-Proto", "https")))
                .isNull();
    }

    @Test
    void identifiesUnparsableClientsByTheirText() {
        assertThat(forwardedFor(PROXY, "client-1.internal")).isEqualTo("node:client-1.internal");
        assertThat(forwardedFor(PROXY, "167772161")).isEqualTo("node:167772161");
        assertThat(forwardedFor(PROXY, "10.1")).isEqualTo("node:10.1");
        assertThat(forwardedFor(PROXY, "999.1.1.1")).isEqualTo("node:999.1.1.1");
        assertThat(forwardedFor(PROXY, "x".repeat(5000))).hasSize("node:".length() + 100);
    }

    @Test
    void distinguishesTrustedClientFromProxy() {
        assertThat(forwardedFor(PROXY, "10.2.2.2")).isEqualTo("0a020202");
        assertThat(forwardedFor(PROXY, "10.2.2.2, 10.3.3.3")).isEqualTo("0a020202");
        assertThat(forwardedFor(PROXY)).isEqualTo("0a000001");
    }

    @Test
    void prefersTheConfiguredHeader() {
        MockHttpServletRequest both = request(PROXY, "X-Forwarded-For", "203.0.113.7");
        both.addHeader("Forwarded", "for=192.0.2.43");

        assertThat(addresses.of(both)).isEqualTo(CLIENT);
        assertThat(new ClientAddress(List.of("10.0.0.0/8"), ForwardingHeader.FORWARDED).of(both))
                .isEqualTo("c000022b");
    }

    @Test
    void countsAnIpv6SiteAsOneClient() {
        assertThat(forwardedFor("2001:db8:1:2:3::4"))
                .isEqualTo(forwardedFor("2001:db8:1:2::9"))
                .isNotEqualTo(forwardedFor("2001:db8:1:3::9"))
                .isEqualTo("20010db800010002");
    }
}
