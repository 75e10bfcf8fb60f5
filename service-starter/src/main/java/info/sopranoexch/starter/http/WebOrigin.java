package info.sopranoexch.starter.http;

import java.net.URI;

/**
 * Scheme, host and port of a web site, such as {@code https://pay.example.com}. Pages, files and callbacks have paths from the
 * root of the host, so a URL with a path is rejected.
 */
public final class WebOrigin {
    private final String text;

    /**
     * @param setting name of the setting that holds the URL, for the message
     * @param url may end with one slash
     * @throws IllegalArgumentException if it is not http or https, has no host, or has a path, query or fragment
     */
    public WebOrigin(String setting, URI url) {
        boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
        boolean bare = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
        if (!web || url.getHost() == null || !bare || !url.getRawPath().matches("/?")) {
            throw new IllegalArgumentException(setting
                    + " must be an http or https URL without a path, query or fragment, such as"
                    + " https://pay.example.com, and not " + url);
        }
        this.text = url.getScheme() + "://" + url.getRawAuthority();
    }

    /** @param path begins with a slash */
    public String at(String path) {
        return text + path;
    }

    @Override
    public String toString() {
        return text;
    }
}
