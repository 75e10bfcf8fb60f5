package info.sopranoexch.checkout;

import info.sopranoexch.starter.url.WebUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a payer may be sent. Both addresses were checked when they were given; they are checked again because a script
 * address in a link of ours would be run as ours.
 */
class LinkRules {
    private static final int MAX_LENGTH = 2048;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final boolean local;

    /** @param local true where everything runs on one machine */
    LinkRules(boolean local) {
        this.local = local;
    }

    /** To the provider: https; plain http to this machine alone, and only for a trial. */
    @Nullable
    URI provider(@Nullable String url, boolean sandbox) {
        URI uri = web(url);
        return uri != null && (isHttps(uri) || isLoopback(uri) && (local || sandbox)) ? uri : null;
    }

    /**
     * Back to the merchant: https; plain http too, since only a registered address of that kind is taken at creation; to
     * this machine only for a trial.
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
