package info.sopranoexch.sandbox.callback;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Stores the {@code traceparent} of the request that created an invoice, for its callbacks. Holds the last {@value
 * #MAX} invoices in memory.
 */
@Component
public class Traceparents {
    private static final int MAX = 20_000;
    /** Other values may not be valid in a header. */
    private static final Pattern FORM = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private final Map<String, String> byExternalId = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MAX;
        }
    });

    public void remember(String externalId, @Nullable String traceparent) {
        if (traceparent != null && FORM.matcher(traceparent).matches()) {
            byExternalId.put(externalId, traceparent);
        }
    }

    @Nullable
    String of(String externalId) {
        return byExternalId.get(externalId);
    }
}
