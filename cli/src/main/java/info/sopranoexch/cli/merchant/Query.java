package info.sopranoexch.cli.merchant;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A path of the API with the query parameters that have a value. */
public record Query(String path) {
    /** Adds the parameter unless the value is null. */
    public Query with(String name, @Nullable Object value) {
        return value == null
                ? this
                : new Query(path + (path.contains("?") ? "&" : "?") + name + "="
                        + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
    }
}
