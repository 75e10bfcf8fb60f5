package info.sopranoexch.gateway.apikeys;

import info.sopranoexch.gateway.access.RequiresAdminKey;
import info.sopranoexch.gateway.directory.ApiKeyDirectory;
import info.sopranoexch.gateway.request.ForwardedQuery;
import info.sopranoexch.gateway.request.JsonBody;
import info.sopranoexch.gateway.request.PathIds;
import info.sopranoexch.gateway.upstream.InternalRequest;
import info.sopranoexch.gateway.upstream.InternalResponse;
import info.sopranoexch.gateway.upstream.InternalService;
import info.sopranoexch.starter.validation.AcceptsUnknownParameters;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Administration of API keys. A response is delayed until this instance has the change: a new key works at once, and a
 * revoked key is refused at once.
 */
@RestController
@RequiresAdminKey
@RequestMapping(path = "/api/v1/admin/api-keys", produces = MediaType.APPLICATION_JSON_VALUE)
class ApiKeyController {
    private static final Logger log = LoggerFactory.getLogger(ApiKeyController.class);
    private static final Duration CHANGE_TIMEOUT = Duration.ofSeconds(2);
    private static final String KEYS = "/internal/api-keys";

    private final InternalService paymentService;
    private final ApiKeyDirectory directory;

    ApiKeyController(@Qualifier("paymentService") InternalService paymentService, ApiKeyDirectory directory) {
        this.paymentService = paymentService;
        this.directory = directory;
    }

    @PostMapping
    ResponseEntity<byte[]> create(HttpServletRequest request) throws IOException {
        return issueKey(KEYS, JsonBody.required(request).bytes());
    }

    @GetMapping
    @AcceptsUnknownParameters(because = "ForwardedQuery rejects unknown parameters")
    ResponseEntity<byte[]> list(HttpServletRequest request) {
        String query = new ForwardedQuery(request)
                .integer("limit", 1, 100)
                .cursor("cursor")
                .build();
        return paymentService.call(InternalRequest.get(KEYS + query, null)).toEntity();
    }

    @DeleteMapping("/{id}")
    ResponseEntity<byte[]> revoke(@PathVariable String id) {
        PathIds.name(id, "api_key");
        InternalResponse revoked = paymentService.call(InternalRequest.delete(KEYS + "/" + id));
        warnUnless(directory.awaitRevoked(id, CHANGE_TIMEOUT), id);
        return revoked.toEntity();
    }

    @PostMapping("/{id}/rotate")
    ResponseEntity<byte[]> rotate(@PathVariable String id, HttpServletRequest request) throws IOException {
        PathIds.name(id, "api_key");
        return issueKey(KEYS + "/" + id + "/rotate", JsonBody.optional(request).bytes());
    }

    private ResponseEntity<byte[]> issueKey(String path, byte[] body) {
        InternalResponse issued = paymentService.call(InternalRequest.json("POST", path, null, body));
        String key = issued.json().path("key").asString("");
        warnUnless(directory.awaitKey(key, CHANGE_TIMEOUT), path);
        return issued.toEntity();
    }

    private static void warnUnless(boolean inDirectory, String subject) {
        if (!inDirectory) {
            log.warn("{}: the change is not in the directory after {}", subject, CHANGE_TIMEOUT);
        }
    }
}
