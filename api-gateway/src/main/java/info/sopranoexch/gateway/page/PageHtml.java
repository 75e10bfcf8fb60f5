package info.sopranoexch.gateway.page;

import info.sopranoexch.gateway.html.Html;
import info.sopranoexch.gateway.payments.PaymentId;
import org.springframework.stereotype.Component;

/** The whole page around its state. */
@Component
class PageHtml {
    private static final int REFRESH_SOON = 5;
    private static final int REFRESH_LATER = 15;

    private final StateHtml states;
    private final Assets assets;
    private final PublicUrl publicUrl;

    PageHtml(StateHtml states, Assets assets, PublicUrl publicUrl) {
        this.states = states;
        this.assets = assets;
        this.publicUrl = publicUrl;
    }

    /** @param paymentId as it stands in the path; may be anything when the payment is missing */
    Html of(String paymentId, Screen screen, Language language) {
        return Html.of(
                """
                <!doctype html>
                <html lang="{}">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta name="robots" content="noindex, nofollow">
                <title>{}</title>
                <link rel="icon" type="image/svg+xml" href="{}">
                <link rel="stylesheet" href="{}">
                {}<script src="{}" defer></script>
                </head>
                <body>
                <header class="bar">
                <span class="brand">Soprano <span>Exchange</span></span>
                <a class="language" href="?lang={}" hreflang="{}" lang="{}">{}</a>
                </header>
                <main{}>
                {}<div class="card">
                {}{}</div>
                </main>
                {}<div id="news" class="unseen" role="status" aria-live="polite"></div>
                </body>
                </html>
                """,
                language.tag(),
                StateHtml.title(screen, language),
                assets.url("icon.svg"),
                assets.url("page.css"),
                reload(screen),
                assets.url("page.js"),
                language.other().tag(),
                language.other().tag(),
                language.other().tag(),
                language.word("language.other"),
                live(paymentId, screen, language),
                sandbox(screen, language),
                states.of(screen, language),
                phone(paymentId, screen, language),
                footer(paymentId, screen, language));
    }

    /** For browsers without scripts; in the head, or it would not be obeyed. */
    private static Html reload(Screen screen) {
        return screen.phase().isSettled()
                ? Html.EMPTY
                : Html.of(
                        "<noscript><meta http-equiv=\"refresh\" content=\"{}\"></noscript>\n",
                        screen.phase().isUrgent() ? REFRESH_SOON : REFRESH_LATER);
    }

    private static Html live(String paymentId, Screen screen, Language language) {
        return screen.phase() == Phase.MISSING
                ? Html.EMPTY
                : Html.of(" data-events=\"/pay/{}/events?lang={}\"", paymentId, language.tag());
    }

    private Html sandbox(Screen screen, Language language) {
        return Html.of(
                "<div id=\"test\" class=\"test\" role=\"note\"{}>{}</div>\n",
                states.isTest(screen) ? Html.EMPTY : Html.of(" hidden"),
                language.word("sandbox"));
    }

    private Html phone(String paymentId, Screen screen, Language language) {
        if (!screen.phase().isPayable()) {
            return Html.EMPTY;
        }
        return Html.of(
                """
                <aside class="phone" aria-labelledby="phone">
                <h2 id="phone">{}</h2>
                {}
                <p>{}</p>
                </aside>
                """,
                language.word("qr.title"),
                QrImage.of(publicUrl.page(paymentId), language.word("qr.label")),
                language.word("qr.text"));
    }

    private static Html footer(String paymentId, Screen screen, Language language) {
        Html id = screen.phase() == Phase.MISSING || !PaymentId.isOne(paymentId)
                ? Html.EMPTY
                : Html.of(
                        "<p class=\"id\">{} <span translate=\"no\">{}</span></p>\n",
                        language.word("foot.id"),
                        paymentId);
        return Html.of("<footer>\n<p>{} {}</p>\n{}</footer>\n", Signs.lock(), language.word("foot.secure"), id);
    }
}
