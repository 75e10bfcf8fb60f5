package info.sopranoexch.gateway.webhooks;

import info.sopranoexch.gateway.access.Caller;
import info.sopranoexch.gateway.access.RequiresScope;
import info.sopranoexch.gateway.access.Scope;
import info.sopranoexch.gateway.request.ForwardedQuery;
import info.sopranoexch.gateway.request.JsonBody;
import info.sopranoexch.gateway.request.PathIds;
import info.sopranoexch.gateway.upstream.InternalRequest;
import info.sopranoexch.gateway.upstream.InternalService;
import info.sopranoexch.starter.validation.AcceptsUnknownParameters;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lists and resends webhook deliveries, sends test events and replays a time range. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class WebhookController {
    private static final String DELIVERIES = "/internal/webhook-deliveries";
    private static final Set<String> STATUSES = Set.of("pending", "parked", "delivered", "exhausted");
    private static final byte[] NO_BODY = {};

    private final InternalService dispatcher;

    WebhookController(@Qualifier("webhookDispatcher") InternalService dispatcher) {
        this.dispatcher = dispatcher;
    }

    @GetMapping("/webhook-deliveries")
    @AcceptsUnknownParameters(because = "ForwardedQuery rejects unknown parameters")
    @RequiresScope({Scope.WEBHOOKS_WRITE, Scope.PAYMENTS_READ})
    ResponseEntity<byte[]> list(Caller caller, HttpServletRequest request) {
        String query = new ForwardedQuery(request)
                .number("merchant_id")
                .name("payment_id")
                .oneOf("status", STATUSES)
                .integer("limit", 1, 100)
                .cursor("cursor")
                .build();
        return get(DELIVERIES + query, caller);
    }

    @GetMapping("/webhook-deliveries/{id}")
    @RequiresScope({Scope.WEBHOOKS_WRITE, Scope.PAYMENTS_READ})
    ResponseEntity<byte[]> delivery(@PathVariable String id, Caller caller) {
        return get(deliveryPath(id), caller);
    }

    @PostMapping("/webhook-deliveries/{id}/redeliver")
    @RequiresScope(Scope.WEBHOOKS_WRITE)
    ResponseEntity<byte[]> redeliver(@PathVariable String id, Caller caller, HttpServletRequest request)
            throws IOException {
        String path = deliveryPath(id) + "/redeliver";
        JsonBody.requireEmpty(request);
        return post(path, NO_BODY, caller);
    }

    @GetMapping("/merchant/{id}/webhook/counts")
    @RequiresScope({Scope.WEBHOOKS_WRITE, Scope.PAYMENTS_READ})
    ResponseEntity<byte[]> counts(@PathVariable String id, Caller caller) {
        return get(merchantPath(id) + "/webhook/counts", caller);
    }

    @PostMapping("/merchant/{id}/webhook/test")
    @RequiresScope(Scope.WEBHOOKS_WRITE)
    ResponseEntity<byte[]> sendTestEvent(@PathVariable String id, Caller caller, HttpServletRequest request)
            throws IOException {
        String path = merchantPath(id) + "/webhook/test";
        JsonBody.requireEmpty(request);
        return post(path, NO_BODY, caller);
    }

    @PostMapping("/merchant/{id}/webhook/replay")
    @RequiresScope(Scope.WEBHOOKS_WRITE)
    ResponseEntity<byte[]> startReplay(@PathVariable String id, Caller caller, HttpServletRequest request)
            throws IOException {
        String path = merchantPath(id) + "/webhook/replay";
        return post(path, JsonBody.required(request).bytes(), caller);
    }

    @GetMapping("/merchant/{id}/webhook/replay/{job}")
    @RequiresScope({Scope.WEBHOOKS_WRITE, Scope.PAYMENTS_READ})
    ResponseEntity<byte[]> replay(@PathVariable String id, @PathVariable String job, Caller caller) {
        return get(merchantPath(id) + "/webhook/replay/" + PathIds.name(job, "replay"), caller);
    }

    private ResponseEntity<byte[]> get(String path, Caller caller) {
        return dispatcher.call(InternalRequest.get(path, caller.accountId())).toEntity();
    }

    private ResponseEntity<byte[]> post(String path, byte[] body, Caller caller) {
        return dispatcher
                .call(InternalRequest.json("POST", path, caller.accountId(), body))
                .toEntity();
    }

    private static String deliveryPath(String id) {
        return DELIVERIES + "/" + PathIds.name(id, "webhook_delivery");
    }

    private static String merchantPath(String id) {
        return "/internal/merchants/" + PathIds.number(id, "merchant");
    }
}
