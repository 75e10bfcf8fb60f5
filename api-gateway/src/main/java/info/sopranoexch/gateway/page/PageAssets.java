package info.sopranoexch.gateway.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/** Style sheet and script of the page, from memory; their addresses change with their content, so they can be kept for ever. */
@Component
class PageAssets {
    static final String CSS = "/pay/assets/page.css";
    static final String JS = "/pay/assets/page.js";

    private final byte[] css = load("page.css");
    private final byte[] js = load("page.js");
    private final String cssPath = CSS + "?v=" + version(css);
    private final String jsPath = JS + "?v=" + version(js);

    byte[] css() {
        return css;
    }

    byte[] js() {
        return js;
    }

    String cssPath() {
        return cssPath;
    }

    String jsPath() {
        return jsPath;
    }

    private static byte[] load(String name) {
        try (InputStream in = PageAssets.class.getResourceAsStream("/page/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the build left out page/" + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String version(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
