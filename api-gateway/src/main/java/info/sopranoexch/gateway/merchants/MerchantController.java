package info.sopranoexch.gateway.merchants;

import info.sopranoexch.gateway.access.Caller;
import info.sopranoexch.gateway.access.RequiresScope;
import info.sopranoexch.gateway.access.Scope;
import info.sopranoexch.gateway.request.JsonBody;
import info.sopranoexch.gateway.request.PathIds;
import info.sopranoexch.gateway.upstream.InternalRequest;
import info.sopranoexch.gateway.upstream.InternalResponse;
import info.sopranoexch.gateway.upstream.InternalService;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Merchants of the caller's account. payment-service owns and validates them. */
@RestController
@RequestMapping(path = "/api/v1/merchant", produces = MediaType.APPLICATION_JSON_VALUE)
class MerchantController {
    private static final String MERCHANTS = "/internal/merchants";

    private final InternalService paymentService;
    private final MerchantChangeAwaiter changeAwaiter;

    MerchantController(
            @Qualifier("paymentService") InternalService paymentService, MerchantChangeAwaiter changeAwaiter) {
        this.paymentService = paymentService;
        this.changeAwaiter = changeAwaiter;
    }

    @PostMapping("/create")
    @RequiresScope(Scope.MERCHANTS_WRITE)
    ResponseEntity<byte[]> create(Caller caller, HttpServletRequest request) throws IOException {
        byte[] body = JsonBody.required(request).bytes();
        InternalResponse created =
                paymentService.call(InternalRequest.json("POST", MERCHANTS, caller.accountId(), body));
        changeAwaiter.await(created, 0);
        return created.toEntity();
    }

    @GetMapping("/{id}")
    @RequiresScope({Scope.MERCHANTS_WRITE, Scope.PAYMENTS_READ})
    ResponseEntity<byte[]> get(@PathVariable String id, Caller caller) {
        return paymentService
                .call(InternalRequest.get(path(id), caller.accountId()))
                .toEntity();
    }

    @PatchMapping("/{id}")
    @RequiresScope(Scope.MERCHANTS_WRITE)
    ResponseEntity<byte[]> change(@PathVariable String id, Caller caller, HttpServletRequest request)
            throws IOException {
        String path = path(id);
        byte[] body = JsonBody.required(request).bytes();
        long before = changeAwaiter.version(id);
        InternalResponse changed = paymentService.call(InternalRequest.json("PATCH", path, caller.accountId(), body));
        changeAwaiter.await(changed, before);
        return changed.toEntity();
    }

    @PostMapping("/{id}/webhook-secret/rotate")
    @RequiresScope(Scope.MERCHANTS_WRITE)
    ResponseEntity<byte[]> rotateSecret(@PathVariable String id, Caller caller, HttpServletRequest request)
            throws IOException {
        String path = path(id) + "/webhook-secret/rotate";
        byte[] body = JsonBody.optional(request).bytes();
        return paymentService
                .call(InternalRequest.json("POST", path, caller.accountId(), body))
                .toEntity();
    }

    private static String path(String id) {
        return MERCHANTS + "/" + PathIds.number(id, "merchant");
    }
}
