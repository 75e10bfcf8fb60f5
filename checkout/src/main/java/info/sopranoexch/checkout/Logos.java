package info.sopranoexch.checkout;

import info.sopranoexch.checkout.PaymentServiceClient.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Merchants' logos, from payment-service. A payer's browser never calls a merchant's host for one. The last ones are kept:
 * an image never changes under its tag.
 */
@Component
class Logos {
    private static final int MAX_KEPT = 64;
    private static final int MAX_BYTES = 32 * 1024;

    private final PaymentServiceClient service;
    private final Duration timeout;
    private final Map<String, byte[]> kept;

    Logos(PaymentServiceClient service, PageSettings settings) {
        this.service = service;
        this.timeout = settings.askTimeout();
        this.kept = new LinkedHashMap<>(MAX_KEPT, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
                return size() > MAX_KEPT;
            }
        };
    }

    /** Whether it has the form of a tag; anything else names no logo. */
    static boolean isTag(String text) {
        return text.matches("[0-9a-f]{32}");
    }

    /** @return the PNG; null if there is none, or payment-service does not respond */
    byte @Nullable [] find(String tag) {
        synchronized (kept) {
            byte[] known = kept.get(tag);
            if (known != null) {
                return known;
            }
        }
        Response response = service.get("/internal/merchant-logos/" + tag, timeout);
        if (response == null || !response.isSuccess() || response.body().length > MAX_BYTES) {
            return null;
        }
        synchronized (kept) {
            kept.put(tag, response.body());
        }
        return response.body();
    }
}
