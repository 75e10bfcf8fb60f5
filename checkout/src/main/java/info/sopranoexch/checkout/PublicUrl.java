package info.sopranoexch.checkout;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Where payers reach the page: the same setting that {@code payment_url} is made of, never the request's host. */
@Component
class PublicUrl {
    private final String base;

    PublicUrl(Environment environment) {
        String url = environment.getProperty("soprano.public-base-url", "http://localhost:8080");
        this.base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    String page(String paymentId) {
        return absolute("/pay/" + paymentId);
    }

    /** @param path of the gateway, beginning with a slash */
    String absolute(String path) {
        return base + path;
    }

    boolean isHttps() {
        return base.regionMatches(true, 0, "https:", 0, "https:".length());
    }
}
