package info.sopranoexch.starter.secrets;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param keyset a Tink AEAD keyset as base64 of its JSON; the same in all services */
@ConfigurationProperties("soprano.secrets")
record SecretsProperties(@DefaultValue("") String keyset) {

    @Override
    public String toString() {
        return "SecretsProperties[keyset=***]";
    }
}
