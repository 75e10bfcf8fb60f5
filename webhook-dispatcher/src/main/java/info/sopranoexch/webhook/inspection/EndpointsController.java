package info.sopranoexch.webhook.inspection;

import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.starter.validation.FieldErrors;
import info.sopranoexch.starter.validation.InvalidFieldsException;
import info.sopranoexch.webhook.inspection.EndpointStore.EndpointCounts;
import info.sopranoexch.webhook.inspection.EndpointStore.TroubledEndpoint;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the counters of a merchant's endpoints, and to operators the endpoints whose webhooks do not arrive. */
@RestController
class EndpointsController {
    private static final int MAX_LIMIT = 100;

    /** @param data one for each endpoint that the merchant has or had */
    record Counts(List<EndpointCounts> data) {}

    /** @param nextCursor null on the last page */
    record EndpointPage(
            List<TroubledEndpoint> data, @Nullable String nextCursor) {}

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
    EndpointPage troubled(@RequestParam(defaultValue = "50") int limit, @RequestParam(defaultValue = "0") long cursor) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidFieldsException(FieldErrors.outOfRange("limit", 1, MAX_LIMIT));
        }
        List<TroubledEndpoint> found = store.troubled(cursor, limit + 1, clock.instant());
        if (found.size() <= limit) {
            return new EndpointPage(found, null);
        }
        List<TroubledEndpoint> page = found.subList(0, limit);
        return new EndpointPage(page, String.valueOf(page.getLast().endpointId()));
    }
}
