package info.sopranoexch.starter.internalapi;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Access to the internal API.
 *
 * @param token bearer token that all services share; at least 16 characters
 * @param maxBody largest request body that a service accepts from another
 */
@ConfigurationProperties("soprano.internal")
public record InternalApiProperties(
        @DefaultValue("") String token,
        @DefaultValue("256KB") DataSize maxBody) {
    private static final int MIN_TOKEN = 16;

    public InternalApiProperties {
        if (token.length() < MIN_TOKEN) {
            throw new IllegalArgumentException(
                    "soprano.internal.token (SOPRANO_INTERNAL_TOKEN) must have at least " + MIN_TOKEN + " characters");
        }
    }

    /** The value of the header {@code Authorization}. */
    public String authorization() {
        return "Bearer " + token;
    }

    @Override
    public String toString() {
        return "InternalApiProperties[token=***, maxBody=" + maxBody + "]";
    }
}
