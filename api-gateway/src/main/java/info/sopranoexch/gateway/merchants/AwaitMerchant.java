package info.sopranoexch.gateway.merchants;

import info.sopranoexch.gateway.directory.MerchantDirectory;
import info.sopranoexch.gateway.json.JsonValue.JsonNumber;
import info.sopranoexch.gateway.json.JsonValue.JsonObject;
import info.sopranoexch.gateway.json.MalformedJsonException;
import info.sopranoexch.gateway.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Lets a caller read its own writes: holds the answer back until this instance's directory knows what it tells. */
@Component
class AwaitMerchant {
    private static final Logger log = LoggerFactory.getLogger(AwaitMerchant.class);
    private static final Duration AT_MOST = Duration.ofSeconds(2);
    /** A change that changed nothing may raise no version, and is not worth waiting for longer. */
    private static final Duration WITHOUT_VERSION = Duration.ofMillis(300);

    private final MerchantDirectory directory;

    AwaitMerchant(MerchantDirectory directory) {
        this.directory = directory;
    }

    /** The version known here; 0 when none is. */
    long version(String id) {
        return directory.version(Long.parseLong(id));
    }

    /**
     * @param merchant the payment service's answer; its {@code version} is waited for when it tells one
     * @param before the version known here when the change was sent
     */
    void changed(byte[] merchant, long before) {
        try {
            if (StrictJson.read(new String(merchant, StandardCharsets.UTF_8)) instanceof JsonObject object
                    && object.get("id") instanceof JsonNumber(String id)) {
                boolean told = object.get("version") instanceof JsonNumber;
                long version =
                        object.get("version") instanceof JsonNumber(String text) ? Long.parseLong(text) : before + 1;
                Duration atMost = told || before == 0 ? AT_MOST : WITHOUT_VERSION;
                if (!directory.awaitVersion(Long.parseLong(id), version, atMost)) {
                    log.debug("merchant {} did not come back in version {}", id, version);
                }
            }
        } catch (MalformedJsonException | NumberFormatException e) {
            log.warn("payment-service told a merchant in a form that cannot be read: {}", e.toString());
        }
    }
}
