package info.sopranoexch.checkout;

import info.sopranoexch.starter.validation.AnyQuery;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@AnyQuery(because = "a cache may add parameters")
class AssetController {
    private final Assets assets;

    AssetController(Assets assets) {
        this.assets = assets;
    }

    @GetMapping(Assets.PREFIX + "{tag}/{name}")
    void asset(@PathVariable String tag, @PathVariable String name, HttpServletResponse response) throws IOException {
        Assets.Asset asset = assets.find(name);
        if (asset == null) {
            throw CheckoutErrors.pathNotFound();
        }
        // A page of another release may ask here while the two run side by side: it gets ours, but must not keep it.
        boolean ours = asset.tag().equals(tag);
        response.setHeader("Cache-Control", ours ? "public, max-age=31536000, immutable" : "no-cache");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setContentType(asset.type());
        response.setContentLength(asset.content().length);
        response.getOutputStream().write(asset.content());
    }
}
