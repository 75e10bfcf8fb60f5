package info.sopranoexch.starter.api;

import info.sopranoexch.starter.http.WebOrigin;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The address of the gateway as payers and Paymoon see it.
 *
 * @param publicBaseUrl scheme, host and port, without a path
 */
@ConfigurationProperties("soprano")
public record PublicUrlProperties(
        @DefaultValue("http://localhost:8080") URI publicBaseUrl) {
    /** @throws IllegalArgumentException if the URL has a path or is not an http or https URL */
    public PublicUrlProperties {
        var unused = origin(publicBaseUrl);
    }

    /** @return the {@code payment_url} of a payment: the address of the payer's page */
    public String paymentUrl(String paymentId) {
        return at("/pay/" + paymentId);
    }

    /** @param path begins with a slash */
    public String at(String path) {
        return origin(publicBaseUrl).at(path);
    }

    private static WebOrigin origin(URI url) {
        return new WebOrigin("soprano.public-base-url (SOPRANO_PUBLIC_BASE_URL)", url);
    }
}
