package info.sopranoexch.payment.merchants;

import info.sopranoexch.starter.problem.ProblemException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Called by the payer's page, whose link names the image by its content. */
@RestController
class LogoController {
    private final LogoStore store;

    LogoController(LogoStore store) {
        this.store = store;
    }

    @GetMapping(path = "/internal/merchant-logos/{tag}", produces = MediaType.IMAGE_PNG_VALUE)
    byte[] logo(@PathVariable String tag) {
        return store.content(tag).orElseThrow(() -> ProblemException.notFound("logo"));
    }
}
