package info.sopranoexch.webhook.sending;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv6.IPv6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decides to which addresses a webhook may be sent: public unicast addresses only. An explicit list names the networks that are not
 * public, because {@link InetAddress#isSiteLocalAddress} does not cover unique-local, shared and translated addresses.
 *
 * <p>An IPv6 address that embeds an IPv4 address, as DNS64 creates them, is judged by the IPv4 address, to which a translator
 * forwards the packets.
 *
 * <p>Source: IANA's special-purpose address registries for IPv4 and IPv6.
 */
final class AddressPolicy {
    private static final List<IPAddress> LOOPBACK = networks("127.0.0.0/8", "::1/128");

    private static final List<IPAddress> FORBIDDEN = networks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared, carrier-grade NAT; cloud metadata of some providers
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
            "::/96", // unspecified, loopback, IPv4-compatible
            "::ffff:0:0:0/96", // IPv4-translated
            "100::/64", // discard
            "2001::/23", // protocol assignments, Teredo, ORCHID
            "2001:db8::/32", // documentation
            "2620:4f:8000::/48", // AS112
            "3fff::/20", // documentation
            "5f00::/16", // segment routing
            "fc00::/7", // unique local, cloud metadata of some providers
            "fe80::/10", // link-local
            "fec0::/10", // site-local, deprecated
            "ff00::/8"); // multicast

    /** IANA assigns global unicast IPv6 addresses from this network only. */
    private static final List<IPAddress> GLOBAL_UNICAST_IPV6 = networks("2000::/3");

    private static final List<IPAddress> IPV4_MAPPED_OR_NAT64 = networks("::ffff:0:0/96", "64:ff9b::/96");
    private static final List<IPAddress> SIX_TO_FOUR = networks("2002::/16");
    private static final List<IPAddress> NAT64_LOCAL_USE = networks("64:ff9b:1::/48");
    /** No translator forwards packets to these networks. */
    private static final List<IPAddress> NEVER_A_DESTINATION = networks("0.0.0.0/8", "240.0.0.0/4");

    private final boolean allowLoopback;

    AddressPolicy(boolean allowLoopback) {
        this.allowLoopback = allowLoopback;
    }

    boolean isAllowed(InetAddress candidate) {
        IPAddress address = parse(candidate);
        if (contains(LOOPBACK, address)) {
            return allowLoopback;
        }
        List<IPv4Address> embedded = address.isIPv6() ? embedded(address.toIPv6()) : List.of();
        return embedded.isEmpty() ? isPublic(address) : embedded.stream().allMatch(AddressPolicy::isPublic);
    }

    boolean isLoopback(InetAddress address) {
        return contains(LOOPBACK, parse(address));
    }

    private static boolean isPublic(IPAddress address) {
        return (address.isIPv4() || contains(GLOBAL_UNICAST_IPV6, address)) && !contains(FORBIDDEN, address);
    }

    /** Returns the IPv4 addresses that an IPv6 address may embed; empty if there is none. */
    private static List<IPv4Address> embedded(IPv6Address address) {
        if (contains(IPV4_MAPPED_OR_NAT64, address)) {
            return List.of(ipv4(address, 12, 13, 14, 15));
        }
        if (contains(SIX_TO_FOUR, address)) {
            return List.of(ipv4(address, 2, 3, 4, 5));
        }
        return contains(NAT64_LOCAL_USE, address) ? nat64LocalUse(address) : List.of();
    }

    /**
     * Within {@code 64:ff9b:1::/48} an operator chooses a prefix length of 48, 56, 64 or 96, which determines the position of the IPv4
     * address. The length is not known here, so all positions count: an address that shows a public IPv4 address in one position could
     * lead to a private one in another. Byte 8 is reserved (RFC 6052, section 2.2).
     */
    private static List<IPv4Address> nat64LocalUse(IPv6Address address) {
        IPv4Address last = ipv4(address, 12, 13, 14, 15);
        List<IPv4Address> positions = Stream.of(
                        ipv4(address, 6, 7, 9, 10), ipv4(address, 7, 9, 10, 11), ipv4(address, 9, 10, 11, 12), last)
                .filter(position -> !contains(NEVER_A_DESTINATION, position))
                .toList();
        return positions.isEmpty() ? List.of(last) : positions;
    }

    private static IPv4Address ipv4(IPv6Address address, int... positions) {
        byte[] all = address.getBytes();
        byte[] bytes = new byte[positions.length];
        for (int i = 0; i < positions.length; i++) {
            bytes[i] = all[positions[i]];
        }
        return new IPv4Address(bytes);
    }

    private static IPAddress parse(InetAddress address) {
        return new IPAddressGenerator().from(address.getAddress());
    }

    private static List<IPAddress> networks(String... cidrs) {
        return Arrays.stream(cidrs)
                .map(cidr -> new IPAddressString(cidr).getAddress())
                .toList();
    }

    private static boolean contains(List<IPAddress> networks, IPAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}
