package info.sopranoexch.sandbox.callback;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Callbacks.
 *
 * @param webhookSecret secret of the signatures
 * @param callbackHosts hosts besides loopback that callbacks may go to
 * @param callbackDeadline hard limit of one attempt
 * @param callbackConcurrency attempts at the same time
 * @param lateBy delay of late callbacks
 */
@Validated
@ConfigurationProperties("sandbox")
record CallbackProperties(
        @NotBlank String webhookSecret,
        @DefaultValue Set<String> callbackHosts,
        @DefaultValue("10s") Duration callbackDeadline,
        @DefaultValue("64") @Min(1) int callbackConcurrency,
        @DefaultValue("20s") Duration lateBy) {

    @Override
    public String toString() {
        return "CallbackProperties[webhookSecret=***, callbackHosts=" + callbackHosts + "]";
    }
}
