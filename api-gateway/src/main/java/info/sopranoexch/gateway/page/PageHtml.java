package info.sopranoexch.gateway.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import org.jspecify.annotations.Nullable;

/** The page of one payment as HTML. Everything that it shows it shows without JavaScript too. */
final class PageHtml {
    private final PageAssets assets;

    PageHtml(PageAssets assets) {
        this.assets = assets;
    }

    String payment(PageState state, String pageUrl, Language language, Instant now) {
        String amount = PageAmounts.text(state.amount(), state.currency(), language);
        String title = amount + " · " + state.merchantName();
        return head(language, title, state.isOver() ? 0 : 5)
                + """
                <body>
                <main data-id="%s" data-status="%s" data-expires="%s" data-now="%s" data-version="%d">
                %s<h1><bdi>%s</bdi></h1>
                <p class="amount">%s</p>
                %s<p id="status" class="status" role="status">%s</p>
                %s<div class="actions">
                %s%s</div>
                %s</main>
                %s</body>
                </html>
                """.formatted(
                                state.paymentId(),
                                Html.escape(state.status()),
                                state.expiresAt(),
                                now,
                                state.version(),
                                state.sandbox() ? paragraph("sandbox", language.text("sandbox")) : "",
                                Html.escape(state.merchantName()),
                                Html.escape(amount),
                                description(state.description()),
                                Html.escape(statusText(state, language)),
                                countdown(state, language),
                                payLink(state, language),
                                returnLink(state.returnUrl(), language),
                                state.isOver() ? "" : qr(pageUrl, language),
                                texts(language));
    }

    /** A page without a payment: none there, or not to be had at the moment. */
    String notice(String key, Language language, int reloadSeconds) {
        String title = language.text(key + ".title");
        return head(language, title, 0).replace("</head>", reloadAlways(reloadSeconds) + "</head>")
                + """
                <body>
                <main>
                <h1>%s</h1>
                <p>%s</p>
                </main>
                </body>
                </html>
                """.formatted(Html.escape(title), Html.escape(language.text(key + ".text")));
    }

    /** One sentence on how the payment stands. */
    static String statusText(PageState state, Language language) {
        return language.text(
                state.status().equals("pending") && state.providerUrl() == null
                        ? "status.preparing"
                        : "status." + state.status());
    }

    private String head(Language language, String title, int reloadSeconds) {
        String reload = reloadSeconds == 0
                ? ""
                : "<noscript><meta http-equiv=\"refresh\" content=\"" + reloadSeconds + "\"></noscript>\n";
        return """
                <!DOCTYPE html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex">
                <title>%s</title>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="%s">
                <script src="%s" defer></script>
                %s</head>
                """.formatted(language.tag(), Html.escape(title), assets.cssPath(), assets.jsPath(), reload);
    }

    private static String reloadAlways(int seconds) {
        return seconds == 0 ? "" : "<meta http-equiv=\"refresh\" content=\"" + seconds + "\">\n";
    }

    private static String paragraph(String cssClass, String text) {
        return "<p class=\"" + cssClass + "\">" + Html.escape(text) + "</p>\n";
    }

    private static String description(@Nullable String description) {
        return description == null ? "" : "<p class=\"description\"><bdi>" + Html.escape(description) + "</bdi></p>\n";
    }

    private static String countdown(PageState state, Language language) {
        if (state.isOver()) {
            return "";
        }
        String until = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(language.locale())
                .withZone(ZoneOffset.UTC)
                .format(state.expiresAt());
        return "<p id=\"expiry\" class=\"expiry\">%s <time id=\"countdown\" datetime=\"%s\">%s UTC</time></p>\n"
                .formatted(Html.escape(language.text("pay.until")), state.expiresAt(), Html.escape(until));
    }

    private static String payLink(PageState state, Language language) {
        String url = state.providerUrl();
        return "<a id=\"pay\" class=\"button\" rel=\"noreferrer\"%s>%s</a>\n"
                .formatted(
                        state.isPayable() && url != null ? " href=\"" + Html.escape(url) + "\"" : " hidden",
                        Html.escape(language.text("pay.button")));
    }

    private static String returnLink(@Nullable String url, Language language) {
        return url == null
                ? ""
                : "<a class=\"back\" rel=\"noreferrer\" href=\"%s\">%s</a>\n"
                        .formatted(Html.escape(url), Html.escape(language.text("back")));
    }

    private static String qr(String pageUrl, Language language) {
        return "<figure id=\"qr\">%s<figcaption>%s</figcaption></figure>\n"
                .formatted(QrCodes.svg(pageUrl, language.text("qr.label")), Html.escape(language.text("qr.caption")));
    }

    /** What the script says by itself. */
    private static String texts(Language language) {
        return "<template id=\"texts\" data-left=\"%s\" data-forward=\"%s\" data-over=\"%s\"></template>\n"
                .formatted(
                        Html.escape(language.text("pay.left")),
                        Html.escape(language.text("pay.forward")),
                        Html.escape(language.text("pay.over")));
    }
}
