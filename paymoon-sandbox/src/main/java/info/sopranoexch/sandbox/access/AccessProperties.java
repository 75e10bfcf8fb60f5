package info.sopranoexch.sandbox.access;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** @param apiToken bearer token that calls to {@code /v1} must carry */
@Validated
@ConfigurationProperties("sandbox")
record AccessProperties(@NotBlank String apiToken) {

    @Override
    public String toString() {
        return "AccessProperties[apiToken=***]";
    }
}
