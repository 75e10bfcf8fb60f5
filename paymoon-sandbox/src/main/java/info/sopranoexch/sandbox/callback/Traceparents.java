package info.sopranoexch.sandbox.callback;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The {@code traceparent} that an invoice was asked for with, told again in its callbacks, as a provider does that traces
 * its own work. In memory only, and only the latest {@value #MAX}: a trace is worth no more.
 */
@Component
public class Traceparents {
    private static final int MAX = 20_000;
    /** What is not of this form might be no header that can be sent. */
    private static final Pattern FORM = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private final Map<String, String> byExternalId = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MAX;
        }
    });

    /** Remembers what a request for an invoice came with. */
    public void came(String externalId, @Nullable String traceparent) {
        if (traceparent != null && FORM.matcher(traceparent).matches()) {
            byExternalId.put(externalId, traceparent);
        }
    }

    @Nullable
    String of(String externalId) {
        return byExternalId.get(externalId);
    }
}
