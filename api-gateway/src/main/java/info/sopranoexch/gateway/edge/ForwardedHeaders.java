package info.sopranoexch.gateway.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the reports of proxies about a request: {@code Forwarded} (RFC 7239), or {@code X-Forwarded-For} and
 * {@code X-Forwarded-Proto}. Several header lines of one name form one list, and empty list elements are ignored (RFC 9110,
 * 5.6.1).
 *
 * @param hops client first; the last one was added by the proxy that connected to this gateway
 * @param reported whether a proxy reported anything at all
 */
record ForwardedHeaders(List<Hop> hops, boolean reported) {
    private static final String HTTPS = "https";

    /**
     * One element of the list.
     *
     * @param node the client of this hop as the proxy wrote it; null if the proxy did not name it
     * @param proto the scheme that this client used; null if the proxy did not name it
     */
    record Hop(@Nullable String node, @Nullable String proto) {}

    /** Reads the preferred header, or the other one if the preferred one is absent. */
    static ForwardedHeaders of(HttpServletRequest request, ForwardingHeader preferred) {
        String standard = joined(request, "Forwarded");
        String addresses = joined(request, "X-Forwarded-For");
        String protos = joined(request, "X-Forwarded-Proto");
        boolean customary = addresses != null || protos != null;
        if (standard != null && (preferred == ForwardingHeader.FORWARDED || !customary)) {
            return new ForwardedHeaders(standardHops(standard), true);
        }
        return new ForwardedHeaders(customaryHops(addresses, protos), customary);
    }

    /**
     * Returns true if every reported hop used HTTPS, the last one included. A client that connected by plain HTTP can add
     * elements before the proxy's element, but cannot change it.
     */
    boolean secure() {
        List<String> protos =
                hops.stream().map(Hop::proto).filter(Objects::nonNull).toList();
        return !hops.isEmpty()
                && hops.getLast().proto() != null
                && protos.stream().allMatch(HTTPS::equalsIgnoreCase);
    }

    private static @Nullable String joined(HttpServletRequest request, String name) {
        List<String> lines = Collections.list(request.getHeaders(name));
        return lines.isEmpty() ? null : String.join(",", lines);
    }

    private static List<Hop> customaryHops(@Nullable String addresses, @Nullable String protos) {
        List<Hop> hops = new ArrayList<>();
        for (String node : elements(addresses, ',')) {
            hops.add(new Hop(unquoted(node), null));
        }
        List<String> schemes = elements(protos, ',');
        if (!schemes.isEmpty()) {
            // X-Forwarded-Proto has no defined relation to the addresses. A client may have sent one of several.
            String only = schemes.size() == 1 ? schemes.getFirst() : "ambiguous";
            Hop last = hops.isEmpty() ? new Hop(null, null) : hops.removeLast();
            hops.add(new Hop(last.node(), only));
        }
        return List.copyOf(hops);
    }

    private static List<Hop> standardHops(String header) {
        List<Hop> hops = new ArrayList<>();
        for (String element : elements(header, ',')) {
            String node = null;
            String proto = null;
            for (String pair : elements(element, ';')) {
                int equals = pair.indexOf('=');
                String name = pair.substring(0, Math.max(equals, 0)).strip().toLowerCase(Locale.ROOT);
                String value = unquoted(pair.substring(equals + 1).strip());
                switch (name) {
                    case "for" -> node = value;
                    case "proto" -> proto = value;
                    default -> {} // "by", "host" and extensions do not describe the client.
                }
            }
            hops.add(new Hop(node, proto));
        }
        return List.copyOf(hops);
    }

    /**
     * Returns the non-empty elements between separators outside of quotes. A quote without an end is an ordinary character:
     * otherwise a client could send one and hide the element that the proxy adds.
     */
    private static List<String> elements(@Nullable String text, char separator) {
        if (text == null) {
            return List.of();
        }
        List<String> elements = new ArrayList<>();
        boolean quotesEnd = text.chars().filter(c -> c == '"').count() % 2 == 0;
        boolean quoted = false;
        int begin = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == separator && !quoted) {
                add(text.substring(begin, at), elements);
                begin = at + 1;
            } else if (c == '"') {
                quoted = quotesEnd && !quoted;
            }
        }
        add(text.substring(begin), elements);
        return elements;
    }

    private static void add(String element, List<String> elements) {
        if (!element.isBlank()) {
            elements.add(element.strip());
        }
    }

    private static String unquoted(String value) {
        if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
            return value;
        }
        return value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1");
    }
}
