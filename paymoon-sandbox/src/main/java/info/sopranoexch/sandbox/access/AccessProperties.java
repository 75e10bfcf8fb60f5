package info.sopranoexch.sandbox.access;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Access to the API.
 *
 * @param apiToken bearer token that calls to {@code /v1} need
 * @param maxBody largest request body
 */
@Validated
@ConfigurationProperties("sandbox")
record AccessProperties(
        @NotBlank String apiToken, @DefaultValue("64KB") DataSize maxBody) {
    @Override
    public String toString() {
        return "AccessProperties[apiToken=***, maxBody=" + maxBody + "]";
    }
}
