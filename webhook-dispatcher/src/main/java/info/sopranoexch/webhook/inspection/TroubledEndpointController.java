package info.sopranoexch.webhook.inspection;

import info.sopranoexch.starter.validation.FieldErrors;
import info.sopranoexch.starter.validation.InvalidFieldsException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists endpoints whose webhooks do not arrive, across accounts, for operators. */
@RestController
class TroubledEndpointController {
    private static final int MAX_LIMIT = 100;

    /** @param nextCursor null at the end */
    record EndpointPage(
            List<TroubledEndpoint> data, @Nullable String nextCursor) {}

    private final TroubledEndpointStore store;
    private final InstantSource clock;

    TroubledEndpointController(TroubledEndpointStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @GetMapping("/internal/endpoints/troubled")
    EndpointPage list(@RequestParam(defaultValue = "50") int limit, @RequestParam(defaultValue = "0") long cursor) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidFieldsException(FieldErrors.outOfRange("limit", 1, MAX_LIMIT));
        }
        List<TroubledEndpoint> found = store.find(cursor, limit + 1, clock.instant());
        if (found.size() <= limit) {
            return new EndpointPage(found, null);
        }
        List<TroubledEndpoint> page = found.subList(0, limit);
        return new EndpointPage(page, String.valueOf(page.getLast().endpointId()));
    }
}
