package info.sopranoexch.webhook.directory;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** @param keyset Tink AEAD keyset as base64 of its JSON, the same as payment-service's */
@Validated
@ConfigurationProperties("soprano.secrets")
record SecretsProperties(@NotBlank String keyset) {

    @Override
    public String toString() {
        return "SecretsProperties[]";
    }
}
