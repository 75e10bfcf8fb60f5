package info.sopranoexch.gateway.upstream;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param token the bearer token between the services; at least 16 characters */
@ConfigurationProperties("soprano.internal")
record InternalSettings(@DefaultValue("") String token) {
    private static final int MIN_TOKEN = 16;

    InternalSettings {
        if (token.length() < MIN_TOKEN) {
            throw new IllegalArgumentException(
                    "soprano.internal.token (SOPRANO_INTERNAL_TOKEN) must have at least " + MIN_TOKEN + " characters");
        }
    }

    @Override
    public String toString() {
        return "InternalSettings[token=***]";
    }
}
