package info.sopranoexch.webhook.sending;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/** A network in CIDR notation, kept as raw bytes: the JDK turns v4-mapped text into IPv4 addresses by itself. */
final class Network {
    private final byte[] prefix;
    private final int length;

    private Network(byte[] prefix, int length) {
        this.prefix = prefix;
        this.length = length;
    }

    static List<Network> list(String... cidrs) {
        return Arrays.stream(cidrs).map(Network::parse).toList();
    }

    private static Network parse(String cidr) {
        int slash = cidr.indexOf('/');
        String text = cidr.substring(0, slash);
        int bits = Integer.parseInt(cidr.substring(slash + 1));
        return new Network(text.contains(":") ? v6(text) : v4(text), bits);
    }

    private static byte[] v4(String text) {
        return InetAddress.ofLiteral(text).getAddress();
    }

    private static byte[] v6(String text) {
        byte[] bytes = new byte[16];
        int gap = text.indexOf("::");
        String head = gap < 0 ? text : text.substring(0, gap);
        String tail = gap < 0 ? "" : text.substring(gap + 2);
        List<String> left = groups(head);
        List<String> right = groups(tail);
        for (int i = 0; i < left.size(); i++) {
            put(bytes, i, left.get(i));
        }
        for (int i = 0; i < right.size(); i++) {
            put(bytes, 8 - right.size() + i, right.get(i));
        }
        return bytes;
    }

    private static List<String> groups(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(":", -1));
    }

    private static void put(byte[] bytes, int group, String hex) {
        int value = Integer.parseInt(hex, 16);
        bytes[2 * group] = (byte) (value >> 8);
        bytes[2 * group + 1] = (byte) value;
    }

    boolean contains(byte[] address) {
        if (address.length != prefix.length) {
            return false;
        }
        int whole = length / 8;
        if (!Arrays.equals(prefix, 0, whole, address, 0, whole)) {
            return false;
        }
        int rest = length % 8;
        int mask = 0xff << (8 - rest) & 0xff;
        return rest == 0 || (prefix[whole] & mask) == (address[whole] & mask);
    }
}
