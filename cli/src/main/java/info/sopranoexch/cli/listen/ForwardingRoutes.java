package info.sopranoexch.cli.listen;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The URLs that receive events, by type. */
record ForwardingRoutes(Map<String, String> urls) {
    private static final String ALL_OTHER_TYPES = "";
    private static final Pattern ROUTE = Pattern.compile("(?:([a-z_]+\\.[a-z_]+)=)?(https?://.+)");

    /** @throws IllegalArgumentException if a route is not {@code URL} or {@code TYPE=URL} */
    static ForwardingRoutes parse(List<String> routes) {
        Map<String, String> urls = new TreeMap<>();
        for (String route : routes) {
            Matcher parts = ROUTE.matcher(route);
            if (!parts.matches()) {
                throw new IllegalArgumentException("--forward-to " + route + " is not a URL with http:// or https://");
            }
            String type = parts.group(1) == null ? ALL_OTHER_TYPES : parts.group(1);
            String url = URI.create(parts.group(2)).toString();
            if (urls.put(type, url) != null) {
                throw new IllegalArgumentException(
                        "--forward-to has two URLs for " + (type.isEmpty() ? "all types" : type));
            }
        }
        return new ForwardingRoutes(urls);
    }

    /** The URL for events of a type; null if they are not forwarded. */
    @Nullable
    String find(String eventType) {
        String url = urls.get(eventType);
        return url != null ? url : urls.get(ALL_OTHER_TYPES);
    }
}
