package info.sopranoexch.gateway.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param key the administrator's key, sent in the header {@code X-Admin-Key}; at least 16 characters */
@ConfigurationProperties("soprano.admin")
record AdminProperties(@DefaultValue("") String key) {
    private static final int MIN_LENGTH = 16;

    AdminProperties {
        if (key.length() < MIN_LENGTH) {
            throw new IllegalArgumentException(
                    "soprano.admin.key (SOPRANO_ADMIN_KEY) must have at least " + MIN_LENGTH + " characters");
        }
    }

    @Override
    public String toString() {
        return "AdminProperties[key=***]";
    }
}
