package info.sopranoexch.payment.merchants;

import info.sopranoexch.starter.problem.ProblemException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Serves logos to the payer's page. The URL contains the hash of the image, so a response can be cached for ever. */
@RestController
class LogoController {
    private final MerchantStore store;

    LogoController(MerchantStore store) {
        this.store = store;
    }

    @GetMapping(path = "/internal/merchant-logos/{tag}", produces = MediaType.IMAGE_PNG_VALUE)
    byte[] logo(@PathVariable String tag) {
        return store.logo(tag).orElseThrow(() -> ProblemException.notFound("logo"));
    }
}
