package info.sopranoexch.checkout;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes a page with the headers that all of the payer's pages have. */
final class HtmlResponse {
    private HtmlResponse() {}

    static void write(HttpServletResponse response, Html page, Language language) throws IOException {
        byte[] body = page.toString().getBytes(StandardCharsets.UTF_8);
        PageHeaders.set(response);
        response.setHeader("Content-Language", language.tag());
        response.setHeader("Vary", "Accept-Language, Cookie");
        response.setContentType("text/html;charset=utf-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
