package info.sopranoexch.gateway.page;

import info.sopranoexch.gateway.page.PageSource.Found;
import info.sopranoexch.gateway.payments.PaymentUrls;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The payer's page and what belongs to it. */
@Controller
class PageController {
    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
            + "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final int RELOAD_SECONDS = 3;

    private final PageSource source;
    private final PaymentUrls urls;
    private final PageAssets assets;
    private final PageHtml html;
    private final InstantSource clock;

    PageController(PageSource source, PaymentUrls urls, PageAssets assets, InstantSource clock) {
        this.source = source;
        this.urls = urls;
        this.assets = assets;
        this.html = new PageHtml(assets);
        this.clock = clock;
    }

    @GetMapping(path = "/pay/{paymentId}", produces = MediaType.TEXT_HTML_VALUE)
    void page(@PathVariable("paymentId") String paymentId, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Language language = Language.of(request.getHeader("Accept-Language"));
        switch (source.find(paymentId)) {
            case Found.Known(PageState state) ->
                write(200, html.payment(state, urls.of(paymentId), language, clock.instant()), response);
            case Found.NotYet() -> write(200, html.notice("notyet", language, RELOAD_SECONDS), response);
            case Found.Nothing() -> write(404, html.notice("nothing", language, 0), response);
        }
    }

    private static void write(int status, String page, HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Vary", "Accept-Language");
        write("text/html;charset=UTF-8", page.getBytes(StandardCharsets.UTF_8), response);
    }

    @GetMapping(path = PageAssets.CSS)
    void css(HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", FOR_EVER);
        write("text/css;charset=UTF-8", assets.css(), response);
    }

    @GetMapping(path = PageAssets.JS)
    void js(HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", FOR_EVER);
        write("text/javascript;charset=UTF-8", assets.js(), response);
    }

    private static void write(String type, byte[] body, HttpServletResponse response) throws IOException {
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
