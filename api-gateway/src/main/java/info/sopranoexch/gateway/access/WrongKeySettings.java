package info.sopranoexch.gateway.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limit of wrong keys from each address, in each instance of the gateway.
 *
 * @param perMinute wrong keys a minute in the long run
 * @param burst wrong keys at once after a rest
 */
@ConfigurationProperties("soprano.wrong-keys")
record WrongKeySettings(
        @DefaultValue("60") int perMinute,
        @DefaultValue("100") int burst) {

    WrongKeySettings {
        if (perMinute < 1 || burst < 1) {
            throw new IllegalArgumentException("soprano.wrong-keys: per-minute and burst must be 1 or more");
        }
    }
}
