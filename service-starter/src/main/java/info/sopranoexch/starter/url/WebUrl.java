package info.sopranoexch.starter.url;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An http or https URL in its normal form: scheme and host in lower case, an internationalised host in Punycode (UTS 46), no
 * default port, and all other characters outside ASCII percent-encoded as UTF-8. Every URL of a merchant is read by this class. Whether the
 * address of the host is public is checked when the name is resolved.
 *
 * @param text the whole URL, ASCII only
 * @param scheme {@code http} or {@code https}
 * @param host a name, an IPv4 address, or an IPv6 address in brackets
 * @param port the default one where the URL names none
 */
public record WebUrl(String text, String scheme, String host, int port) {
    /** Characters of a URL in its normal form. */
    public static final int MAX_LENGTH = 2_000;

    private static final Pattern PARTS = Pattern.compile("(?i)(https?)://([^/?#]*)([^#]*)(#.*)?");
    private static final Pattern PORT = Pattern.compile(":([0-9]*)$");
    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern IPV4_LOOPBACK = Pattern.compile("127(?:\\.[0-9]+){3}");
    private static final int MAX_PORT = 65_535;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** The result of reading a URL. */
    public sealed interface Result {}

    public record Accepted(WebUrl url) implements Result {}

    /** @param reason completes a sentence that begins with the name of the field, such as "must name a host" */
    public record Refused(String reason) implements Result {}

    /** Reads the address of a webhook endpoint. A fragment would never be sent. */
    public static Result webhook(String text) {
        return text.indexOf('#') >= 0 ? new Refused("must have no fragment") : parse(text);
    }

    /** Reads the address of a page for the payer's browser. */
    public static Result page(String text) {
        return parse(text);
    }

    public boolean isHttps() {
        return scheme.equals("https");
    }

    /** Whether the URL itself names this machine. Other names may resolve to it, too. */
    public boolean namesLoopback() {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || IPV4_LOOPBACK.matcher(host).matches()
                || host.equals("0.0.0.0")
                || host.equals("[::1]");
    }

    @Override
    public String toString() {
        return text;
    }

    private static Result parse(String text) {
        try {
            return new Accepted(normalize(text));
        } catch (InvalidUrlException e) {
            return new Refused(e.reason());
        }
    }

    private static WebUrl normalize(String text) throws InvalidUrlException {
        if (text.length() > MAX_LENGTH) {
            throw new InvalidUrlException("must have at most " + MAX_LENGTH + " characters");
        }
        if (text.chars().anyMatch(c -> c <= ' ' || c == 127 || Character.isSpaceChar(c) || Character.isISOControl(c))) {
            throw new InvalidUrlException("must have no spaces and no control characters");
        }
        if (text.indexOf('\\') >= 0) {
            throw new InvalidUrlException("must have no backslash");
        }
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw new InvalidUrlException("must begin with https:// or http://");
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        String authority = parts.group(2);
        if (authority.indexOf('@') >= 0) {
            throw new InvalidUrlException("must have no user name and no password");
        }
        Matcher named = PORT.matcher(authority);
        boolean hasPort = named.find();
        String host = HostName.normalize(hasPort ? authority.substring(0, named.start()) : authority);
        int standard = scheme.equals("https") ? 443 : 80;
        int port = hasPort ? port(named.group(1), standard) : standard;
        String rest = encode(parts.group(3)) + (parts.group(4) == null ? "" : encode(parts.group(4)));
        String normal = scheme + "://" + host + (port == standard ? "" : ":" + port) + rest;
        if (normal.length() > MAX_LENGTH) {
            throw new InvalidUrlException("must have at most " + MAX_LENGTH + " characters when it is percent-encoded");
        }
        return new WebUrl(normal, scheme, host, port);
    }

    private static int port(String digits, int standard) throws InvalidUrlException {
        if (digits.isEmpty()) {
            return standard;
        }
        int port = digits.length() > 5 ? 0 : Integer.parseInt(digits);
        if (port < 1 || port > MAX_PORT) {
            throw new InvalidUrlException("must have a port from 1 to " + MAX_PORT);
        }
        return port;
    }

    /** Percent-encodes characters that RFC 3986 does not allow. Existing percent-encodings are kept. */
    private static String encode(String part) throws InvalidUrlException {
        if (BAD_ESCAPE.matcher(part).find()) {
            throw new InvalidUrlException("must have two hexadecimal digits after each percent sign");
        }
        var encoded = new StringBuilder(part.length());
        for (int i = 0; i < part.length(); ) {
            int character = part.codePointAt(i);
            i += Character.charCount(character);
            if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
                throw new InvalidUrlException("must be valid Unicode");
            }
            if (character < 128 && "\"<>[]^`{|}".indexOf(character) < 0) {
                encoded.append((char) character);
            } else {
                for (byte octet : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
                    encoded.append('%').append(HEX.toHexDigits(octet));
                }
            }
        }
        return encoded.toString();
    }
}
