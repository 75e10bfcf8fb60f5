package info.sopranoexch.webhook.support;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as it came; header names in lower case. */
public record Received(String path, Map<String, List<String>> headers, String body, long nanos) {
    public @Nullable String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null ? null : values.getFirst();
    }

    public long version() {
        String version = header("soprano-payment-version");
        return version == null ? -1 : Long.parseLong(version);
    }

    public String paymentId() {
        int from = body.indexOf("\"payment_id\":\"") + 14;
        return body.substring(from, body.indexOf('"', from));
    }
}
