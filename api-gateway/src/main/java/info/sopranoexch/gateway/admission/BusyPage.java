package info.sopranoexch.gateway.admission;

import info.sopranoexch.gateway.problem.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a payer sees while the gateway has no room for the payment page. It loads again by itself. */
final class BusyPage {
    private static final byte[] HTML = """
            <!doctype html>
            <html lang="ru">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex, nofollow">
            <meta http-equiv="refresh" content="5">
            <title>Страница скоро откроется</title>
            </head>
            <body>
            <main>
            <h1>Сейчас много запросов</h1>
            <p>Страница оплаты откроется сама через несколько секунд. Деньги не списаны.</p>
            <div lang="en">
            <h2>We are busy right now</h2>
            <p>The payment page opens by itself in a few seconds. You have not been charged.</p>
            </div>
            </main>
            </body>
            </html>
            """.getBytes(StandardCharsets.UTF_8);

    private BusyPage() {}

    static void write(Problem problem, HttpServletResponse response) throws IOException {
        response.setStatus(problem.status());
        problem.headers().forEach(response::setHeader);
        response.setContentType("text/html;charset=utf-8");
        response.setContentLength(HTML.length);
        response.getOutputStream().write(HTML);
    }
}
