package info.sopranoexch.gateway.webhooks;

import info.sopranoexch.gateway.access.Caller;
import info.sopranoexch.gateway.access.RequiresScope;
import info.sopranoexch.gateway.access.Scope;
import info.sopranoexch.gateway.request.PathIds;
import info.sopranoexch.gateway.request.Query;
import info.sopranoexch.gateway.request.RequestBody;
import info.sopranoexch.gateway.upstream.InternalRequest;
import info.sopranoexch.gateway.upstream.InternalService;
import info.sopranoexch.gateway.upstream.Relay;
import info.sopranoexch.starter.validation.AnyQuery;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Look at deliveries, send again, send a test event, replay a span. */
@Controller
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
    @AnyQuery(because = "Query rejects unknown parameters")
    @RequiresScope({Scope.WEBHOOKS_WRITE, Scope.PAYMENTS_READ})
    void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String query = new Query(request)
                .number("merchant_id")
                .name("payment_id")
                .oneOf("status", STATUSES)
                .integer("limit", 1, 100)
                .cursor("cursor")
                .text();
        get(DELIVERIES + query, request, response);
    }

    @GetMapping("/webhook-deliveries/{id}")
    @RequiresScope({Scope.WEBHOOKS_WRITE, Scope.PAYMENTS_READ})
    void one(@PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        get(delivery(id), request, response);
    }

    @PostMapping("/webhook-deliveries/{id}/redeliver")
    @RequiresScope(Scope.WEBHOOKS_WRITE)
    void redeliver(@PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String path = delivery(id) + "/redeliver";
        RequestBody.none(request);
        post(path, NO_BODY, request, response);
    }

    @GetMapping("/merchant/{id}/webhook/counts")
    @RequiresScope({Scope.WEBHOOKS_WRITE, Scope.PAYMENTS_READ})
    void counts(@PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        get(merchant(id) + "/webhook/counts", request, response);
    }

    @PostMapping("/merchant/{id}/webhook/test")
    @RequiresScope(Scope.WEBHOOKS_WRITE)
    void test(@PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String path = merchant(id) + "/webhook/test";
        RequestBody.none(request);
        post(path, NO_BODY, request, response);
    }

    @PostMapping("/merchant/{id}/webhook/replay")
    @RequiresScope(Scope.WEBHOOKS_WRITE)
    void replay(@PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String path = merchant(id) + "/webhook/replay";
        post(path, RequestBody.required(request).bytes(), request, response);
    }

    @GetMapping("/merchant/{id}/webhook/replay/{job}")
    @RequiresScope({Scope.WEBHOOKS_WRITE, Scope.PAYMENTS_READ})
    void replayJob(
            @PathVariable("id") String id,
            @PathVariable("job") String job,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        get(merchant(id) + "/webhook/replay/" + PathIds.name(job, "replay"), request, response);
    }

    private void get(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Relay.relay(dispatcher, InternalRequest.get(path, account(request)), response);
    }

    private void post(String path, byte[] body, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Relay.relay(dispatcher, InternalRequest.json("POST", path, account(request), body), response);
    }

    private static long account(HttpServletRequest request) {
        return Caller.of(request).accountId();
    }

    private static String delivery(String id) {
        return DELIVERIES + "/" + PathIds.name(id, "webhook_delivery");
    }

    private static String merchant(String id) {
        return "/internal/merchants/" + PathIds.number(id, "merchant");
    }
}
