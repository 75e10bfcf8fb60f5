package info.sopranoexch.payment.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** @param token bearer token between our services, 16 characters or more */
@Validated
@ConfigurationProperties("soprano.internal")
record InternalProperties(@NotBlank @Size(min = 16) String token) {
    @Override
    public String toString() {
        return "InternalProperties[token=***]";
    }
}
