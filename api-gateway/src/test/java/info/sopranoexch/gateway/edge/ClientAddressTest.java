package info.sopranoexch.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class ClientAddressTest {
    private static final String V4 = "cb007107";
    private static final String PROXY = "0a000001";

    private final ClientAddress addresses = new ClientAddress(List.of("10.0.0.0/8", "fd00::/8"));

    private String of(String peer, String... forwarded) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(peer);
        for (String header : forwarded) {
            request.addHeader("X-Forwarded-For", header);
        }
        return addresses.of(request);
    }

    @Test
    void a_trusted_proxy_is_believed_as_far_as_it_has_seen_itself() {
        assertThat(of("10.0.0.1", "203.0.113.7")).isEqualTo(V4);
        assertThat(of("10.0.0.1", "1.1.1.1, 203.0.113.7")).isEqualTo(V4);
        assertThat(of("10.0.0.1", "1.1.1.1", "203.0.113.7")).isEqualTo(V4);
        assertThat(of("10.0.0.1", "203.0.113.7,10.9.9.9")).isEqualTo(V4);
        assertThat(of("fd00::1", "203.0.113.7")).isEqualTo(V4);
    }

    @Test
    void nobody_else_is() {
        assertThat(of("203.0.113.7", "1.1.1.1")).isEqualTo(V4);
        assertThat(of("203.0.113.7")).isEqualTo(V4);
    }

    @Test
    void what_is_no_address_is_the_proxys_own() {
        assertThat(of("10.0.0.1", "unknown")).isEqualTo(PROXY);
        assertThat(of("10.0.0.1", "203.0.113.7,")).isEqualTo(PROXY);
        assertThat(of("10.0.0.1", "10.2.2.2")).isEqualTo(PROXY);
        assertThat(of("10.0.0.1")).isEqualTo(PROXY);
    }

    @Test
    void an_ipv6_site_is_one_address() {
        assertThat(of("2001:db8:1:2:3::4"))
                .isEqualTo(of("2001:db8:1:2::9"))
                .isNotEqualTo(of("2001:db8:1:3::9"))
                .isEqualTo("20010db800010002");
    }
}
