package info.sopranoexch.gateway.edge;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Identifies the client of a request, for limits for each client. Only headers of trusted proxies count: the client is the
 * last reported hop that is not a trusted proxy. The hops before it are claims of that client.
 */
@Component
public class ClientAddress {
    private static final int IPV6_SITE_BYTES = 8;
    private static final int MAX_IDENTIFIER = 100;
    /** {@code InetAddress} also accepts {@code 10.1} and {@code 167772161}, which no proxy uses. */
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private static final Pattern IPV4_WITH_PORT = Pattern.compile("(" + IPV4.pattern() + "):\\w+");
    private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]*)](:\\w+)?");

    /** An address or a network in CIDR notation, without wildcards and ranges. */
    private static final IPAddressStringParameters NETWORK_SYNTAX = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .setRangeOptions(RangeParameters.NO_RANGE)
            .allow_inet_aton(false)
            .toParams();

    private static final IPAddressGenerator ADDRESSES = new IPAddressGenerator();

    private final List<IPAddress> trusted;
    private final ForwardingHeader header;
    private final AtomicLong unidentified = new AtomicLong();

    @Autowired
    ClientAddress(EdgeProperties properties) {
        this(properties.trustedProxies(), properties.forwardingHeader());
    }

    /** @param trustedProxies addresses or networks */
    public ClientAddress(List<String> trustedProxies) {
        this(trustedProxies, ForwardingHeader.X_FORWARDED_FOR);
    }

    ClientAddress(List<String> trustedProxies, ForwardingHeader header) {
        this.trusted = trustedProxies.stream().map(ClientAddress::network).toList();
        this.header = header;
    }

    private static IPAddress network(String text) {
        try {
            return new IPAddressString(text, NETWORK_SYNTAX).toAddress().toPrefixBlock();
        } catch (AddressStringException e) {
            throw new IllegalArgumentException("not an address or network: " + text, e);
        }
    }

    /** As {@link #identify}; a client that the proxy does not name shares no limit with any other request. */
    public String of(HttpServletRequest request) {
        String identity = identify(request);
        return identity == null ? "unidentified:" + unidentified.incrementAndGet() : identity;
    }

    /**
     * Returns an IPv4 address in hex, the first 64 bits of an IPv6 address in hex, or an identifier that a trusted proxy chose
     * (RFC 7239, 6.3). One site controls all IPv6 addresses with the same 64 bits.
     *
     * @return null if the trusted proxy does not identify the client
     */
    public @Nullable String identify(HttpServletRequest request) {
        String peer = request.getRemoteAddr();
        InetAddress address = InetAddress.ofLiteral(peer);
        if (!isTrusted(address)) {
            return hex(address);
        }
        ForwardedHeaders forwarding = ForwardedHeaders.of(request, header);
        if (!forwarding.reported()) {
            return hex(address);
        }
        for (ForwardedHeaders.Hop hop : forwarding.hops().reversed()) {
            String node = hop.node();
            if (node == null || node.equalsIgnoreCase("unknown")) {
                return null;
            }
            address = address(node);
            if (address == null) {
                return "node:" + node.substring(0, Math.min(node.length(), MAX_IDENTIFIER));
            }
            if (!isTrusted(address)) {
                return hex(address);
            }
        }
        // All hops are trusted: the first hop sent the request.
        return hex(address);
    }

    boolean isTrusted(InetAddress address) {
        IPAddress tested = ADDRESSES.from(address);
        return trusted.stream().anyMatch(network -> network.contains(tested));
    }

    private static String hex(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, IPV6_SITE_BYTES));
    }

    /** Parses an address with or without port, brackets and zone; null if it is none. An IPv4-mapped address is IPv4. */
    private static @Nullable InetAddress address(String node) {
        Matcher bracketed = BRACKETED.matcher(node);
        Matcher withPort = IPV4_WITH_PORT.matcher(node);
        String bare = bracketed.matches() ? bracketed.group(1) : withPort.matches() ? withPort.group(1) : node;
        int zone = bare.indexOf('%');
        bare = zone < 0 ? bare : bare.substring(0, zone);
        if (!IPV4.matcher(bare).matches() && bare.indexOf(':') < 0) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(bare);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
