package info.sopranoexch.checkout;

import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.starter.validation.AcceptsUnknownParameters;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The files of the page: style, script, icon, and merchants' logos. */
@RestController
class AssetController {
    private static final String FOREVER = "public, max-age=31536000, immutable";

    private final Assets assets;
    private final Logos logos;

    AssetController(Assets assets, Logos logos) {
        this.assets = assets;
        this.logos = logos;
    }

    @GetMapping(Assets.PREFIX + "{tag}/{name}")
    @AcceptsUnknownParameters(because = "a cache may add parameters")
    void asset(@PathVariable String tag, @PathVariable String name, HttpServletResponse response) throws IOException {
        Assets.Asset asset = assets.find(name);
        if (asset == null) {
            throw new ProblemException(404, "path_not_found", "The path was not found.");
        }
        // During an update, a page of the other release may request its asset here. It must not cache this one.
        boolean current = asset.tag().equals(tag);
        write(asset.content(), asset.type(), current ? FOREVER : "no-cache", response);
    }

    @GetMapping(Logos.PREFIX + "{tag}")
    void logo(@PathVariable String tag, HttpServletResponse response) throws IOException {
        byte[] png = Logos.isTag(tag) ? logos.find(tag) : null;
        if (png == null) {
            throw ProblemException.notFound("logo");
        }
        write(png, "image/png", FOREVER, response);
    }

    private static void write(byte[] content, String type, String caching, HttpServletResponse response)
            throws IOException {
        response.setHeader("Cache-Control", caching);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setContentType(type);
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }
}
