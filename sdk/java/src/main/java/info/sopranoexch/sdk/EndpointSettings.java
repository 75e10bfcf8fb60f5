package info.sopranoexch.sdk;

import java.util.List;
import java.util.Map;

/** Settings of a webhook endpoint. */
public final class EndpointSettings extends Fields {
    public EndpointSettings(String url) {
        put("url", url);
    }

    /** Of an existing endpoint, whose other absent fields do not change. */
    public EndpointSettings id(long id) {
        put("id", id);
        return this;
    }

    /** Webhooks that the endpoint receives; all if empty. */
    public EndpointSettings statuses(List<String> statuses) {
        put("statuses", statuses);
        return this;
    }

    /** Sent with each webhook; never shown again. */
    public EndpointSettings headers(Map<String, String> headers) {
        put("headers", headers);
        return this;
    }

    public EndpointSettings enabled(boolean enabled) {
        put("enabled", enabled);
        return this;
    }
}
