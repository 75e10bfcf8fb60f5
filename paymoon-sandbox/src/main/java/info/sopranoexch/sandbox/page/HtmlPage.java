package info.sopranoexch.sandbox.page;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/** Layout and headers of every page. */
final class HtmlPage {
    private static final MediaType TYPE = new MediaType("text", "html", StandardCharsets.UTF_8);

    private HtmlPage() {}

    static String escape(@Nullable String text) {
        return text == null ? "" : HtmlUtils.htmlEscape(text, "UTF-8");
    }

    /** @param formTarget another site to which forms may redirect; null for none */
    static ResponseEntity<String> page(HttpStatus status, String title, String main, @Nullable String formTarget) {
        String html = String.format(Locale.ROOT, """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title><link rel="stylesheet" href="/sandbox.css"><link rel="icon" href="data:,"></head>
                <body><header><p class="sign">Paymoon sandbox: no real money moves here</p></header>
                <main><h1>%s</h1>
                %s
                </main></body></html>
                """, escape(title), escape(title), main);
        return ResponseEntity.status(status)
                .contentType(TYPE)
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none';"
                                + " form-action 'self'" + origin(formTarget))
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-store")
                .body(html);
    }

    private static String origin(@Nullable String url) {
        if (url == null) {
            return "";
        }
        try {
            URI uri = URI.create(url);
            return " " + uri.getScheme() + "://" + uri.getAuthority();
        } catch (IllegalArgumentException _) {
            return "";
        }
    }
}
