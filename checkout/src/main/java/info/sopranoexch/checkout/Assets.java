package info.sopranoexch.checkout;

import info.sopranoexch.starter.secrets.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The style, the script and the icon of the page. The address of each contains a hash of its content. */
@Component
class Assets {
    static final String PREFIX = "/pay-assets/";
    private static final Map<String, String> TYPES = Map.of(
            "page.css", "text/css;charset=utf-8",
            "page.js", "text/javascript;charset=utf-8",
            "icon.svg", "image/svg+xml");
    private static final int TAG_BYTES = 8;

    private final Map<String, Asset> assets = Stream.of("page.css", "page.js", "icon.svg")
            .collect(Collectors.toUnmodifiableMap(name -> name, Assets::load));

    String url(String name) {
        Asset asset = assets.get(name);
        if (asset == null) {
            throw new IllegalArgumentException("a bug: no asset " + name);
        }
        return PREFIX + asset.tag() + "/" + name;
    }

    @Nullable
    Asset find(String name) {
        return assets.get(name);
    }

    private static Asset load(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not in the jar: " + name);
            }
            byte[] content = in.readAllBytes();
            return new Asset(
                    TYPES.getOrDefault(name, "application/octet-stream"), Sha256.hex(content, TAG_BYTES), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param tag hex, of the content */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Asset(String type, String tag, byte[] content) {}
}
