package info.sopranoexch.webhook.inspection;

import info.sopranoexch.starter.api.Page;
import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.starter.validation.FieldErrors;
import info.sopranoexch.starter.validation.InvalidFieldsException;
import info.sopranoexch.webhook.deliveries.DeliveryIds;
import info.sopranoexch.webhook.replay.Redelivery;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/internal/webhook-deliveries")
class WebhookDeliveriesController {
    private static final Set<String> STATUSES = Set.of("pending", "parked", "delivered", "exhausted");

    private final DeliveryViewStore store;
    private final Redelivery redelivery;
    private final InstantSource clock;

    WebhookDeliveriesController(DeliveryViewStore store, Redelivery redelivery, InstantSource clock) {
        this.store = store;
        this.redelivery = redelivery;
        this.clock = clock;
    }

    @GetMapping
    Page<DeliveryView> list(
            @RequestHeader("X-Account-Id") long accountId,
            @RequestParam(name = "merchant_id", required = false) @Nullable Long merchantId,
            @RequestParam(name = "payment_id", required = false) @Nullable String paymentId,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (status != null && !STATUSES.contains(status)) {
            throw new InvalidFieldsException(FieldErrors.notOneOf("status", STATUSES));
        }
        int size = Page.limit(limit);
        Long before = cursor == null ? null : id(cursor, "cursor");
        List<DeliveryView> found = store.list(
                new DeliveryViewStore.DeliveryQuery(accountId, merchantId, paymentId, status, before, size + 1),
                clock.instant());
        return Page.of(found, size, DeliveryView::id);
    }

    @GetMapping("/{id}")
    DeliveryView get(@RequestHeader("X-Account-Id") long accountId, @PathVariable String id) {
        return find(accountId, id);
    }

    @PostMapping("/{id}/redeliver")
    @ResponseStatus(HttpStatus.ACCEPTED)
    DeliveryView redeliver(@RequestHeader("X-Account-Id") long accountId, @PathVariable String id) {
        long number = DeliveryIds.parse(id).orElseThrow(() -> ProblemException.notFound("webhook_delivery"));
        if (!redelivery.redeliver(accountId, number)) {
            throw ProblemException.notFound("webhook_delivery");
        }
        return find(accountId, id);
    }

    private DeliveryView find(long accountId, String id) {
        return DeliveryIds.parse(id).stream()
                .boxed()
                .flatMap(number -> store.find(accountId, number, clock.instant()).stream())
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("webhook_delivery"));
    }

    private static Long id(String text, String field) {
        return DeliveryIds.parse(text).orElseThrow(() -> new InvalidFieldsException(FieldErrors.invalidCursor(field)));
    }
}
