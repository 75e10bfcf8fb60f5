package info.sopranoexch.gateway.merchants;

import info.sopranoexch.gateway.directory.MerchantDirectory;
import info.sopranoexch.gateway.upstream.InternalResponse;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Delays the response to a change of a merchant until the directory of this instance has the change. The caller's next
 * request then sees it.
 */
@Component
class MerchantChangeAwaiter {
    private static final Logger log = LoggerFactory.getLogger(MerchantChangeAwaiter.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    /** Used if the response has no version: a change without effect may not increase it. */
    private static final Duration TIMEOUT_WITHOUT_VERSION = Duration.ofMillis(300);

    private final MerchantDirectory directory;

    MerchantChangeAwaiter(MerchantDirectory directory) {
        this.directory = directory;
    }

    /** Returns the version in the directory, 0 if the merchant is not there. */
    long version(String id) {
        return directory.version(Long.parseLong(id));
    }

    /**
     * Waits for the version of the response, or else for the next version.
     *
     * @param before the version in the directory before the change was sent
     */
    void await(InternalResponse response, long before) {
        JsonNode merchant = response.json();
        JsonNode id = merchant.path("id");
        if (!id.canConvertToLong()) {
            return;
        }
        JsonNode version = merchant.path("version");
        Duration timeout = version.isNumber() || before == 0 ? TIMEOUT : TIMEOUT_WITHOUT_VERSION;
        if (!directory.awaitVersion(id.longValue(), version.asLong(before + 1), timeout)) {
            log.debug("merchant {} is not in the directory after {}", id, timeout);
        }
    }
}
