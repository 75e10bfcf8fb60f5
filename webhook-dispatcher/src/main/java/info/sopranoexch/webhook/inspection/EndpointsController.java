package info.sopranoexch.webhook.inspection;

import info.sopranoexch.starter.api.Page;
import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.webhook.inspection.EndpointStore.EndpointCounts;
import info.sopranoexch.webhook.inspection.EndpointStore.TroubledEndpoint;
import java.time.InstantSource;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the counters of a merchant's endpoints, and to operators the endpoints whose webhooks do not arrive. */
@RestController
class EndpointsController {
    /** @param data one for each endpoint that the merchant has or had */
    record Counts(List<EndpointCounts> data) {}

    private final EndpointStore store;
    private final InstantSource clock;

    EndpointsController(EndpointStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @GetMapping("/internal/merchants/{merchantId}/webhook/counts")
    Counts counts(@RequestHeader("X-Account-Id") long accountId, @PathVariable long merchantId) {
        List<EndpointCounts> counts = store.counts(accountId, merchantId, clock.instant());
        if (counts.isEmpty()) {
            throw ProblemException.notFound("merchant");
        }
        return new Counts(counts);
    }

    @GetMapping("/internal/endpoints/troubled")
    Page<TroubledEndpoint> troubled(
            @RequestParam(defaultValue = "50") int limit, @RequestParam(defaultValue = "0") long cursor) {
        int size = Page.limit(limit);
        return Page.of(
                store.troubled(cursor, size + 1, clock.instant()),
                size,
                endpoint -> String.valueOf(endpoint.endpointId()));
    }
}
