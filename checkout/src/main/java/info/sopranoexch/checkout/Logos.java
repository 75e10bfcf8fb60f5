package info.sopranoexch.checkout;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import info.sopranoexch.checkout.PaymentServiceClient.Response;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Merchants' logos, from payment-service. A payer's browser never calls a merchant's host for a logo. A logo never changes
 * under its tag, so it can be cached.
 */
@Component
class Logos {
    static final String PREFIX = Assets.PREFIX + "logos/";
    private static final int MAX_BYTES = 32 * 1024;
    private static final Pattern TAG = Pattern.compile("[0-9a-f]{32}");

    private final PaymentServiceClient service;
    private final Duration timeout;
    private final Cache<String, byte[]> cache;

    Logos(PaymentServiceClient service, CheckoutProperties properties) {
        this.service = service;
        this.timeout = properties.lookup().timeout();
        this.cache = Caffeine.newBuilder()
                .maximumSize(properties.lookup().maxLogos())
                .executor(Runnable::run)
                .build();
    }

    static boolean isTag(String text) {
        return TAG.matcher(text).matches();
    }

    /** Returns the PNG, or null if there is none or payment-service does not respond. */
    byte @Nullable [] find(String tag) {
        byte[] cached = cache.getIfPresent(tag);
        if (cached != null) {
            return cached;
        }
        Response response = service.get("/internal/merchant-logos/" + tag, timeout);
        if (response == null || !response.isSuccess() || response.body().length > MAX_BYTES) {
            return null;
        }
        cache.put(tag, response.body());
        return response.body();
    }
}
