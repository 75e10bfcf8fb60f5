package info.sopranoexch.gateway.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param key the administrator's key, header {@code X-Admin-Key}; at least 16 characters */
@ConfigurationProperties("soprano.admin")
record AdminSettings(@DefaultValue("") String key) {
    private static final int MIN_KEY = 16;

    AdminSettings {
        if (key.length() < MIN_KEY) {
            throw new IllegalArgumentException(
                    "soprano.admin.key (SOPRANO_ADMIN_KEY) must have at least " + MIN_KEY + " characters");
        }
    }

    @Override
    public String toString() {
        return "AdminSettings[key=***]";
    }
}
