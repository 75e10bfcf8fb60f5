package info.sopranoexch.provider.paymoon;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** @param publicBaseUrl where payers and Paymoon find the gateway, without a path */
@Validated
@ConfigurationProperties("soprano")
record PublicProperties(@NotNull URI publicBaseUrl) {
    URI resolve(String path) {
        String base = publicBaseUrl.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }
}
