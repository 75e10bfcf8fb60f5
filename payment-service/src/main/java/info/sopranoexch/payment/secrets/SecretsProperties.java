package info.sopranoexch.payment.secrets;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** @param keyset a Tink AEAD keyset: base64 of its JSON form in clear */
@Validated
@ConfigurationProperties("soprano.secrets")
record SecretsProperties(@NotBlank String keyset) {
    @Override
    public String toString() {
        return "SecretsProperties[keyset=***]";
    }
}
