package info.sopranoexch.webhook.inspection;

import info.sopranoexch.starter.problem.ProblemException;
import java.time.InstantSource;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
class WebhookCountsController {
    /** @param data one for each endpoint that the merchant has or had */
    record Counts(List<EndpointCounts> data) {}

    private final CountsStore store;
    private final InstantSource clock;

    WebhookCountsController(CountsStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @GetMapping("/internal/merchants/{merchantId}/webhook/counts")
    Counts counts(@RequestHeader("X-Account-Id") long accountId, @PathVariable long merchantId) {
        List<EndpointCounts> found = store.of(accountId, merchantId, clock.instant());
        if (found.isEmpty()) {
            throw ProblemException.notFound("merchant");
        }
        return new Counts(found);
    }
}
