package info.sopranoexch.gateway.requestlog;

import info.sopranoexch.gateway.access.Caller;
import info.sopranoexch.gateway.access.RequiresScope;
import info.sopranoexch.gateway.access.Scope;
import info.sopranoexch.gateway.request.ForwardedQuery;
import info.sopranoexch.gateway.request.PathIds;
import info.sopranoexch.gateway.upstream.InternalRequest;
import info.sopranoexch.gateway.upstream.InternalService;
import info.sopranoexch.starter.validation.AcceptsUnknownParameters;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reads the request log of the caller's account. payment-service stores it. */
@RestController
@RequestMapping(path = "/api/v1/requests", produces = MediaType.APPLICATION_JSON_VALUE)
class RequestLogController {
    private static final String REQUESTS = "/internal/requests";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PATCH");
    private static final int MAX_PATH = 200;

    private final InternalService paymentService;

    RequestLogController(@Qualifier("paymentService") InternalService paymentService) {
        this.paymentService = paymentService;
    }

    @GetMapping
    @AcceptsUnknownParameters(because = "ForwardedQuery rejects unknown parameters")
    @RequiresScope(Scope.REQUESTS_READ)
    ResponseEntity<byte[]> list(Caller caller, HttpServletRequest request) {
        String query = new ForwardedQuery(request)
                .integer("status", 100, 599)
                .oneOf("method", METHODS)
                .text("path", MAX_PATH)
                .name("payment_id")
                .name("error_code")
                .name("key")
                .timeRange("created_from", "created_to")
                .integer("limit", 1, 100)
                .cursor("cursor")
                .build();
        return read(REQUESTS + query, caller);
    }

    @GetMapping("/{requestId}")
    @RequiresScope(Scope.REQUESTS_READ)
    ResponseEntity<byte[]> get(@PathVariable String requestId, Caller caller) {
        return read(REQUESTS + "/" + PathIds.name(requestId, "request"), caller);
    }

    private ResponseEntity<byte[]> read(String path, Caller caller) {
        return paymentService
                .call(InternalRequest.get(path, caller.accountId()))
                .toEntity();
    }
}
