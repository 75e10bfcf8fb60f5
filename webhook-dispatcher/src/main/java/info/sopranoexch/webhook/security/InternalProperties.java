package info.sopranoexch.webhook.security;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** @param token shared by the services, at least 16 characters */
@Validated
@ConfigurationProperties("soprano.internal")
record InternalProperties(@NotBlank @Size(min = 16) String token) {

    @Override
    public String toString() {
        return "InternalProperties[]";
    }
}
