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
        return frame(
                StateHtml.title(screen, language),
                Html.of("{}<script src=\"{}\" defer></script>\n", reload(screen), assets.url("page.js")),
                live(paymentId, screen, language),
                Html.of(
                        "{}<div class=\"card\">\n{}{}</div>",
                        sandbox(screen, language),
                        states.of(screen, language),
                        phone(paymentId, screen, language)),
                Html.of(
                        "{}<div id=\"news\" class=\"unseen\" role=\"status\" aria-live=\"polite\"></div>\n",
                        footer(paymentId, screen, language)),
                language);
    }

    /** The page in place of a payment's, in words for a payer. */
    Html problem(PayerProblem problem, Language language) {
        if (problem == PayerProblem.NOT_FOUND) {
            return of("", Screen.MISSING, language);
        }
        Html again = problem.isTemporary()
                ? Html.of("<a class=\"button\" href=\"\">{}</a>\n", language.word("problem.again"))
                : Html.EMPTY;
        return message(
                problem.key(),
                problem.isTemporary()
                        ? Html.of("<meta http-equiv=\"refresh\" content=\"{}\">\n", REFRESH_LATER)
                        : Html.EMPTY,
                again,
                language);
    }

    /** What is at the root: nothing to pay, but where to go. */
    Html home(Language language) {
        return message(
                "home",
                Html.EMPTY,
                Html.of("<a class=\"quiet\" href=\"/docs\">{}</a>\n", language.word("home.docs")),
                language);
    }

    private Html message(String key, Html head, Html action, Language language) {
        String title = language.word(key + ".title");
        return frame(
                title,
                head,
                Html.EMPTY,
                Html.of("""
                        <div class="card">
                        <section class="state ended" aria-labelledby="heading">
                        <div class="status">
                        {}<h1 id="heading">{}</h1>
                        <p class="text">{}</p>
                        </div>
                        <div class="actions">
                        {}</div>
                        </section>
                        </div>""", Signs.of(Phase.MISSING), title, language.word(key + ".text"), action),
                Html.EMPTY,
                language);
    }

    private Html frame(String title, Html head, Html mainAttributes, Html main, Html footer, Language language) {
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
                {}</head>
                <body>
                <header class="bar">
                <span class="brand">Soprano <span>Exchange</span></span>
                <a class="language" href="?lang={}" hreflang="{}" lang="{}">{}</a>
                </header>
                <main{}>
                {}
                </main>
                {}</body>
                </html>
                """,
                language.tag(),
                title,
                assets.url("icon.svg"),
                assets.url("page.css"),
                head,
                language.other().tag(),
                language.other().tag(),
                language.other().tag(),
                language.word("language.other"),
                mainAttributes,
                main,
                footer);
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
