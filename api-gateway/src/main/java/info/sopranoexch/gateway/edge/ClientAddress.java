package info.sopranoexch.gateway.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Where a request comes from. A trusted proxy's word is taken for it, nobody else's: of {@code X-Forwarded-For} the last
 * address that is no trusted proxy's, since what stands before it is only what that client said.
 */
@Component
public class ClientAddress {
    private static final int V6_SITE_BYTES = 8;

    private final List<Network> trusted;

    @Autowired
    ClientAddress(EdgeSettings settings) {
        this(settings.trustedProxies());
    }

    /** @param trustedProxies addresses or networks */
    public ClientAddress(List<String> trustedProxies) {
        this.trusted = trustedProxies.stream().map(Network::parse).toList();
    }

    /** An IPv4 address, or the first 64 bits of an IPv6 address: one site has as many addresses as it likes under them. */
    public String of(HttpServletRequest request) {
        String peer = request.getRemoteAddr();
        byte[] address = InetAddress.ofLiteral(isTrusted(peer) ? forwarded(request, peer) : peer)
                .getAddress();
        return HexFormat.of().formatHex(address, 0, Math.min(address.length, V6_SITE_BYTES));
    }

    private String forwarded(HttpServletRequest request, String peer) {
        List<String> hops = Collections.list(request.getHeaders("X-Forwarded-For")).stream()
                .flatMap(header -> List.of(header.split(",", -1)).stream())
                .map(String::strip)
                .toList();
        for (String hop : hops.reversed()) {
            if (!isAddress(hop)) {
                return peer;
            }
            if (!isTrusted(hop)) {
                return hop;
            }
        }
        return peer;
    }

    private boolean isTrusted(String address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    private static boolean isAddress(String text) {
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
