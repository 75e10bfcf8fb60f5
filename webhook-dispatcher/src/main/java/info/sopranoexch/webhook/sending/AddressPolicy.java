package info.sopranoexch.webhook.sending;

import java.net.InetAddress;
import java.util.List;

/**
 * Decides which addresses a webhook may be sent to: public unicast addresses, by an explicit list of those that are not
 * public. The JDK's own predicates are not used: {@code isSiteLocalAddress} does not know unique-local, shared or translated
 * addresses.
 *
 * <p>An IPv6 address that carries an IPv4 address, as DNS64 makes them, is judged by the IPv4 address: that is where a
 * translator sends the packets.
 *
 * <p>Source: IANA's special-purpose address registries for IPv4 and IPv6.
 */
final class AddressPolicy {
    private static final List<Network> LOOPBACK = Network.list("127.0.0.0/8", "::1/128");

    private static final List<Network> FORBIDDEN = Network.list(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared, carrier-grade NAT; cloud metadata of some
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local, cloud metadata
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.31.196.0/24", // AS112
            "192.52.193.0/24", // AMT
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "192.175.48.0/24", // AS112
            "198.18.0.0/15", // benchmarking
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, broadcast
            "::/96", // unspecified, loopback, v4-compatible
            "::ffff:0:0:0/96", // v4-translated
            "100::/64", // discard
            "2001::/23", // protocol assignments, Teredo, ORCHID
            "2001:db8::/32", // documentation
            "2620:4f:8000::/48", // AS112
            "3fff::/20", // documentation
            "5f00::/16", // segment routing
            "fc00::/7", // unique local, cloud metadata of some
            "fe80::/10", // link-local
            "fec0::/10", // site-local, of old
            "ff00::/8"); // multicast

    private static final List<Network> GLOBAL_UNICAST_V6 = Network.list("2000::/3");

    private final boolean allowLoopback;

    AddressPolicy(boolean allowLoopback) {
        this.allowLoopback = allowLoopback;
    }

    boolean isAllowed(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (contains(LOOPBACK, bytes)) {
            return allowLoopback;
        }
        List<byte[]> embedded = EmbeddedIpv4.of(bytes);
        return embedded.isEmpty() ? isPublic(bytes) : embedded.stream().allMatch(AddressPolicy::isPublic);
    }

    private static boolean isPublic(byte[] bytes) {
        // IPv6 is given out of 2000::/3 only; whatever lies outside is special or not given out yet.
        boolean given = bytes.length == 4 || contains(GLOBAL_UNICAST_V6, bytes);
        return given && !contains(FORBIDDEN, bytes);
    }

    boolean isLoopback(InetAddress address) {
        return contains(LOOPBACK, address.getAddress());
    }

    private static boolean contains(List<Network> networks, byte[] address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}
