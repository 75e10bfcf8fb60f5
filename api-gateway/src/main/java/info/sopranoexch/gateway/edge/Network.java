package info.sopranoexch.gateway.edge;

import java.net.InetAddress;

/** An address or a network, such as {@code 192.0.2.1}, {@code 10.0.0.0/8} or {@code fd00::/8}. */
record Network(byte[] address, int prefix) {

    /** @throws IllegalArgumentException for any other text */
    static Network parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash))
                .getAddress();
        int bits = address.length * 8;
        int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("not a network: " + text);
        }
        return new Network(address, prefix);
    }

    boolean contains(InetAddress tested) {
        byte[] other = tested.getAddress();
        if (other.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((other[bit / 8] & mask) != (address[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
