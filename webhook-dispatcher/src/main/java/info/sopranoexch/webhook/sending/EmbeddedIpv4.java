package info.sopranoexch.webhook.sending;

import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the IPv4 address that an IPv6 address carries: IPv4-mapped, 6to4 (RFC 3056) and NAT64 (RFC 6052, RFC 8215).
 *
 * <p>Within the local-use NAT64 prefix {@code 64:ff9b:1::/48} an operator chooses a prefix length of 48, 56, 64 or 96, and with
 * it the place of the IPv4 address. The length is not known here, so every place counts. Otherwise an address that shows a
 * public IPv4 address in one place could lead to a private one in another.
 */
final class EmbeddedIpv4 {
    private static final List<Network> LAST_32_BITS = Network.list("::ffff:0:0/96", "64:ff9b::/96");
    private static final List<Network> SIX_TO_FOUR = Network.list("2002::/16");
    private static final List<Network> NAT64_LOCAL_USE = Network.list("64:ff9b:1::/48");
    /** No translator forwards packets to these, so their bits are part of the prefix and no address. */
    private static final List<Network> NEVER_A_DESTINATION = Network.list("0.0.0.0/8", "240.0.0.0/4");

    private EmbeddedIpv4() {}

    /** @return the IPv4 addresses that it may stand for, of 4 bytes each; empty when it carries none */
    static List<byte[]> of(byte[] address) {
        if (contains(LAST_32_BITS, address)) {
            return List.of(bytes(address, 12, 13, 14, 15));
        }
        if (contains(SIX_TO_FOUR, address)) {
            return List.of(bytes(address, 2, 3, 4, 5));
        }
        return contains(NAT64_LOCAL_USE, address) ? localUse(address) : List.of();
    }

    private static List<byte[]> localUse(byte[] address) {
        byte[] last = bytes(address, 12, 13, 14, 15);
        List<byte[]> places = Stream.of(
                        // Byte 8 is reserved and skipped: RFC 6052, section 2.2.
                        bytes(address, 6, 7, 9, 10), bytes(address, 7, 9, 10, 11), bytes(address, 9, 10, 11, 12), last)
                .filter(place -> !contains(NEVER_A_DESTINATION, place))
                .toList();
        return places.isEmpty() ? List.of(last) : places;
    }

    private static byte[] bytes(byte[] address, int... places) {
        byte[] picked = new byte[places.length];
        for (int i = 0; i < places.length; i++) {
            picked[i] = address[places[i]];
        }
        return picked;
    }

    private static boolean contains(List<Network> networks, byte[] address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}
