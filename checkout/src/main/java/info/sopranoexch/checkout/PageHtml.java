package info.sopranoexch.checkout;

import info.sopranoexch.starter.api.PaymentId;
import org.springframework.stereotype.Component;

/** The whole page around its state. */
@Component
class PageHtml {
    private static final int RELOAD_SOON_SECONDS = 5;
    private static final int RELOAD_LATER_SECONDS = 15;

    private final StateHtml states;
    private final ReceiptHtml receipts;
    private final Assets assets;
    private final PublicUrl publicUrl;

    PageHtml(StateHtml states, ReceiptHtml receipts, Assets assets, PublicUrl publicUrl) {
        this.states = states;
        this.receipts = receipts;
        this.assets = assets;
        this.publicUrl = publicUrl;
    }

    /**
     * @param paymentId as it stands in the path; may be anything when the payment is missing
     * @param returned whether the payer has come back from the provider and payment-service may not know of it yet
     */
    Html of(String paymentId, Screen screen, boolean returned, Language language) {
        return frame(
                StateHtml.title(screen, language),
                Html.join(reload(screen.phase()), script()),
                live(paymentId, screen, returned, language),
                Html.of(
                        "{}<div class=\"card\">\n{}{}</div>",
                        sandbox(states.isTest(screen), language),
                        states.of(screen, language),
                        phone(paymentId, screen, language)),
                Html.join(footer(paymentId, screen, language), news()),
                language);
    }

    /** @param payment that was paid */
    Html receipt(PaymentView payment, Language language) {
        return frame(
                language.word("receipt.title"),
                script(),
                Html.EMPTY,
                Html.join(sandbox(payment.sandbox(), language), receipts.of(payment, language)),
                news(),
                language);
    }

    /** The page in place of a payment's, in words for a payer. */
    Html problem(PayerProblem problem, Language language) {
        if (problem == PayerProblem.NOT_FOUND) {
            return of("", Screen.MISSING, false, language);
        }
        Html again = problem.isTemporary()
                ? Html.of("<a class=\"button\" href=\"\">{}</a>\n", language.word("problem.again"))
                : Html.EMPTY;
        return message(
                problem.key(), problem.isTemporary() ? reloadAfter(RELOAD_LATER_SECONDS) : Html.EMPTY, again, language);
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

    /**
     * For browsers that do not run the script: where scripts are off, where its file is blocked, and where it cannot be
     * parsed. The script stops the reload. In the head, or it would not be obeyed.
     */
    private static Html reload(Phase phase) {
        return phase.isSettled()
                ? Html.EMPTY
                : reloadAfter(phase.isUrgent() ? RELOAD_SOON_SECONDS : RELOAD_LATER_SECONDS);
    }

    private static Html reloadAfter(int seconds) {
        return Html.of("<meta http-equiv=\"refresh\" content=\"{}\">\n", seconds);
    }

    private Html script() {
        return Html.of("<script src=\"{}\" defer></script>\n", assets.url("page.js"));
    }

    /** What a screen reader is told as it happens. */
    private static Html news() {
        return Html.of("<div id=\"news\" class=\"unseen\" role=\"status\" aria-live=\"polite\"></div>\n");
    }

    private static Html live(String paymentId, Screen screen, boolean returned, Language language) {
        return screen.phase() == Phase.MISSING
                ? Html.EMPTY
                : Html.of(
                        " data-events=\"/pay/{}/events?lang={}{}\"",
                        paymentId,
                        language.tag(),
                        Html.of(returned ? "&amp;returned=1" : ""));
    }

    private static Html sandbox(boolean test, Language language) {
        return Html.of(
                "<div id=\"test\" class=\"test\" role=\"note\"{}>{}</div>\n",
                test ? Html.EMPTY : Html.of(" hidden"),
                language.word("sandbox"));
    }

    private Html phone(String paymentId, Screen screen, Language language) {
        if (!screen.phase().isPayable()) {
            return Html.EMPTY;
        }
        return Html.of(
                """
                <aside class="phone" aria-labelledby="phone">
                {}
                <div>
                <h2 id="phone">{}</h2>
                <p>{}</p>
                </div>
                </aside>
                """,
                QrImage.of(publicUrl.page(paymentId), language.word("qr.label")),
                language.word("qr.title"),
                language.word("qr.text"));
    }

    private static Html footer(String paymentId, Screen screen, Language language) {
        Html id = screen.phase().isNotFound() || !PaymentId.isValid(paymentId)
                ? Html.EMPTY
                : Html.of(
                        "<p class=\"id\">{} <span translate=\"no\">{}</span></p>\n",
                        language.word("foot.id"),
                        paymentId);
        return Html.of("<footer>\n<p>{} {}</p>\n{}</footer>\n", Signs.lock(), language.word("foot.secure"), id);
    }
}
