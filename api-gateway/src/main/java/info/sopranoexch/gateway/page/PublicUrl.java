package info.sopranoexch.gateway.page;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Where payers reach the page: the same setting that {@code payment_url} is made of, never the request's host. */
@Component
class PublicUrl {
    private final String base;

    PublicUrl(Environment environment) {
        String url = environment.getProperty("soprano.payments.public-url", "http://localhost:8080");
        this.base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    String page(String paymentId) {
        return base + "/pay/" + paymentId;
    }
}
