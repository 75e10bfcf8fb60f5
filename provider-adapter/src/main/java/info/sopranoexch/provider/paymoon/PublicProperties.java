package info.sopranoexch.provider.paymoon;

import info.sopranoexch.starter.http.WebOrigin;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** @param publicBaseUrl where payers and Paymoon find the gateway, without a path */
@Validated
@ConfigurationProperties("soprano")
record PublicProperties(@NotNull URI publicBaseUrl) {
    PublicProperties {
        var unused = origin(publicBaseUrl);
    }

    URI resolve(String path) {
        return URI.create(origin(publicBaseUrl).at(path));
    }

    private static WebOrigin origin(URI url) {
        return new WebOrigin("soprano.public-base-url (SOPRANO_PUBLIC_BASE_URL)", url);
    }
}
