package info.sopranoexch.checkout;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class LogoController {
    static final String PREFIX = Assets.PREFIX + "logos/";

    private final Logos logos;

    LogoController(Logos logos) {
        this.logos = logos;
    }

    @GetMapping(PREFIX + "{tag}")
    void logo(@PathVariable String tag, HttpServletResponse response) throws IOException {
        byte[] content = Logos.isTag(tag) ? logos.find(tag) : null;
        if (content == null) {
            throw CheckoutErrors.logoNotFound();
        }
        response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setContentType("image/png");
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }
}
