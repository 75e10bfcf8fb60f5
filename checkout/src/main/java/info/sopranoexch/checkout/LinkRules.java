package info.sopranoexch.checkout;

import info.sopranoexch.starter.url.WebUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides to which addresses the page links. Both addresses were checked when they were set. They are checked again
 * because a browser would run a {@code javascript:} address with the rights of the page.
 */
class LinkRules {
    private static final int MAX_LENGTH = 2048;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final boolean local;

    /** @param local whether all services run on one machine */
    LinkRules(boolean local) {
        this.local = local;
    }

    /** Returns the provider's payment page if it uses HTTPS. Plain HTTP is allowed to loopback addresses in a sandbox. */
    @Nullable
    URI provider(@Nullable String url, boolean sandbox) {
        URI uri = web(url);
        return uri != null && (isHttps(uri) || isLoopback(uri) && (local || sandbox)) ? uri : null;
    }

    /**
     * Returns the merchant's page if it uses HTTPS or HTTP. HTTP is allowed because create accepts it for registered
     * addresses only. Loopback addresses with HTTP are allowed in a sandbox only.
     */
    @Nullable
    URI back(@Nullable String text, boolean sandbox) {
        if (text == null || !(WebUrl.page(text) instanceof WebUrl.Accepted(WebUrl url))) {
            return null;
        }
        return url.isHttps() || !url.namesLoopback() || local || sandbox ? URI.create(url.text()) : null;
    }

    private static @Nullable URI web(@Nullable String url) {
        if (url == null || url.length() > MAX_LENGTH) {
            return null;
        }
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme();
            boolean web = "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
            return web && uri.getHost() != null && uri.getRawUserInfo() == null ? uri : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static boolean isHttps(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    private static boolean isLoopback(URI uri) {
        return LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT));
    }
}
