package info.sopranoexch.payment.merchants;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The form of a URL that we may call or send a payer to. Whether its address is a public one is seen, and checked by the
 * webhook-dispatcher, when the name has been resolved.
 */
@Component
class PublicUrls {
    static final int MAX_LENGTH = 2_000;

    private final boolean allowLoopback;

    PublicUrls(WebhookProperties properties) {
        this.allowLoopback = properties.allowLoopback();
    }

    /** @return what is wrong with it; null when nothing is */
    @Nullable
    String problem(String url) {
        URI uri;
        try {
            uri = new URI(url).parseServerAuthority();
        } catch (URISyntaxException e) {
            return "is not a URL";
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return "must begin with https:// or http://";
        }
        if (host == null || host.isEmpty() || uri.getPort() == 0 || uri.getPort() > 65_535) {
            return "must name a host";
        }
        if (uri.getUserInfo() != null || uri.getFragment() != null) {
            return "must have no user and no fragment";
        }
        if (!url.chars().allMatch(c -> c > ' ' && c < 127)) {
            return "must be ASCII";
        }
        return isLoopback(host) && !allowLoopback ? "must be public" : null;
    }

    private static boolean isLoopback(String host) {
        String name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.matches("127(\\.\\d+){0,3}")
                || name.equals("0.0.0.0")
                || name.equals("[::1]");
    }
}
