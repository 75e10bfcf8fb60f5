package info.sopranoexch.starter.url;

import com.ibm.icu.text.IDNA;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/** Hosts of URLs in their normal form: lower case, internationalised names in Punycode by UTS 46. */
final class HostName {
    private static final int MAX_LENGTH = 253;
    /** RFC 1123 does not allow underscores in host names, but DNS and browsers accept them. */
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?");

    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");
    private static final Pattern IPV4 = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+]");

    private HostName() {}

    /** Loaded with the first name that needs it: its tables are large. */
    private static final class Uts46 {
        static final IDNA INSTANCE = IDNA.getUTS46Instance(IDNA.CHECK_BIDI
                | IDNA.CHECK_CONTEXTJ
                | IDNA.NONTRANSITIONAL_TO_ASCII
                | IDNA.NONTRANSITIONAL_TO_UNICODE);
    }

    /** @throws InvalidUrlException if it is not a host */
    static String normalize(String host) throws InvalidUrlException {
        if (host.isEmpty()) {
            throw new InvalidUrlException("must name a host");
        }
        if (host.indexOf('%') >= 0) {
            throw new InvalidUrlException("must name its host without percent-encoding");
        }
        if (host.startsWith("[")) {
            return ipv6(host.toLowerCase(Locale.ROOT));
        }
        boolean ascii = host.chars().allMatch(c -> c < 128);
        String lower = ascii ? host.toLowerCase(Locale.ROOT) : host;
        String name = ascii && !lower.contains("xn--") ? lower : toAscii(lower);
        return check(name.endsWith(".") ? name.substring(0, name.length() - 1) : name);
    }

    private static String toAscii(String host) throws InvalidUrlException {
        var name = new StringBuilder();
        var info = new IDNA.Info();
        Uts46.INSTANCE.nameToASCII(host, name, info);
        if (info.hasErrors()) {
            throw new InvalidUrlException("must name a host that is valid by UTS 46: " + reason(info));
        }
        return name.toString();
    }

    private static String reason(IDNA.Info info) {
        return info.getErrors().stream()
                .map(error -> switch (error) {
                    case EMPTY_LABEL -> "a part of the name is empty";
                    case LABEL_TOO_LONG, DOMAIN_NAME_TOO_LONG -> "the name is too long";
                    case DISALLOWED, LEADING_COMBINING_MARK, CONTEXTJ, CONTEXTO_PUNCTUATION, CONTEXTO_DIGITS ->
                        "a character is not allowed there";
                    case LEADING_HYPHEN, TRAILING_HYPHEN, HYPHEN_3_4 -> "a hyphen is not allowed there";
                    case PUNYCODE, INVALID_ACE_LABEL, LABEL_HAS_DOT -> "the part with xn-- is not valid Punycode";
                    case BIDI -> "it mixes letters that are written from the left and from the right";
                })
                .distinct()
                .sorted()
                .findFirst()
                .orElse("it is not valid");
    }

    private static String check(String name) throws InvalidUrlException {
        String[] labels = name.split("\\.", -1);
        if (NUMBER.matcher(labels[labels.length - 1]).matches()) {
            return ipv4(name);
        }
        if (name.length() > MAX_LENGTH) {
            throw new InvalidUrlException("must name a host of at most " + MAX_LENGTH + " characters");
        }
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                throw new InvalidUrlException(
                        "must name a host whose parts have 1 to 63 letters, digits, hyphens or underscores,"
                                + " with no hyphen at an end");
            }
        }
        return name;
    }

    private static String ipv4(String literal) throws InvalidUrlException {
        if (IPV4.matcher(literal).matches()) {
            try {
                return InetAddress.ofLiteral(literal).getHostAddress();
            } catch (IllegalArgumentException _) {
                // rejected below
            }
        }
        throw new InvalidUrlException("must name a host, or an IPv4 address as four decimal numbers");
    }

    private static String ipv6(String literal) throws InvalidUrlException {
        if (IPV6.matcher(literal).matches()) {
            try {
                var _ = InetAddress.ofLiteral(literal);
                return literal;
            } catch (IllegalArgumentException _) {
                // rejected below
            }
        }
        throw new InvalidUrlException("must name a host, or an IPv6 address in brackets");
    }
}
