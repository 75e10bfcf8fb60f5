package info.sopranoexch.gateway.merchants;

import info.sopranoexch.gateway.access.Caller;
import info.sopranoexch.gateway.access.RequiresScope;
import info.sopranoexch.gateway.access.Scope;
import info.sopranoexch.gateway.request.PathIds;
import info.sopranoexch.gateway.request.RequestBody;
import info.sopranoexch.gateway.upstream.InternalRequest;
import info.sopranoexch.gateway.upstream.InternalService;
import info.sopranoexch.gateway.upstream.Relay;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Merchants of the caller's account. The payment service decides what is valid. */
@Controller
@RequestMapping(path = "/api/v1/merchant", produces = MediaType.APPLICATION_JSON_VALUE)
class MerchantController {
    private static final String MERCHANTS = "/internal/merchants";

    private final InternalService paymentService;
    private final AwaitMerchant awaitMerchant;

    MerchantController(@Qualifier("paymentService") InternalService paymentService, AwaitMerchant awaitMerchant) {
        this.paymentService = paymentService;
        this.awaitMerchant = awaitMerchant;
    }

    @PostMapping("/create")
    @RequiresScope(Scope.MERCHANTS_WRITE)
    void create(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = RequestBody.required(request).bytes();
        var answer = Relay.ask(paymentService, InternalRequest.json("POST", MERCHANTS, account(request), body));
        awaitMerchant.changed(answer.body(), 0);
        Relay.write(answer.status(), answer.body(), response);
    }

    @GetMapping("/{id}")
    @RequiresScope({Scope.MERCHANTS_WRITE, Scope.PAYMENTS_READ})
    void get(@PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Relay.relay(paymentService, InternalRequest.get(path(id), account(request)), response);
    }

    @PatchMapping("/{id}")
    @RequiresScope(Scope.MERCHANTS_WRITE)
    void patch(@PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String path = path(id);
        byte[] body = RequestBody.required(request).bytes();
        long before = awaitMerchant.version(id);
        var answer = Relay.ask(paymentService, InternalRequest.json("PATCH", path, account(request), body));
        awaitMerchant.changed(answer.body(), before);
        Relay.write(answer.status(), answer.body(), response);
    }

    @PostMapping("/{id}/webhook-secret/rotate")
    @RequiresScope(Scope.MERCHANTS_WRITE)
    void rotateSecret(@PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String path = path(id) + "/webhook-secret/rotate";
        byte[] body = RequestBody.optional(request).bytes();
        Relay.relay(paymentService, InternalRequest.json("POST", path, account(request), body), response);
    }

    private static String path(String id) {
        return MERCHANTS + "/" + PathIds.number(id, "merchant");
    }

    private static long account(HttpServletRequest request) {
        return Caller.of(request).accountId();
    }
}
