package info.sopranoexch.gateway.keys;

import info.sopranoexch.gateway.access.RequiresAdminKey;
import info.sopranoexch.gateway.directory.ApiKeyDirectory;
import info.sopranoexch.gateway.json.JsonValue.JsonObject;
import info.sopranoexch.gateway.json.JsonValue.JsonString;
import info.sopranoexch.gateway.json.MalformedJsonException;
import info.sopranoexch.gateway.json.StrictJson;
import info.sopranoexch.gateway.request.PathIds;
import info.sopranoexch.gateway.request.Query;
import info.sopranoexch.gateway.request.RequestBody;
import info.sopranoexch.gateway.upstream.InternalRequest;
import info.sopranoexch.gateway.upstream.InternalResponse;
import info.sopranoexch.gateway.upstream.InternalService;
import info.sopranoexch.gateway.upstream.Relay;
import info.sopranoexch.starter.validation.AnyQuery;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** A key that is made works at once here; one that is revoked works no more when the answer comes. */
@Controller
@RequiresAdminKey
@RequestMapping(path = "/api/v1/admin/api-keys", produces = MediaType.APPLICATION_JSON_VALUE)
class ApiKeyController {
    private static final Logger log = LoggerFactory.getLogger(ApiKeyController.class);
    private static final Duration AT_MOST = Duration.ofSeconds(2);
    private static final String KEYS = "/internal/api-keys";

    private final InternalService paymentService;
    private final ApiKeyDirectory directory;

    ApiKeyController(@Qualifier("paymentService") InternalService paymentService, ApiKeyDirectory directory) {
        this.paymentService = paymentService;
        this.directory = directory;
    }

    @PostMapping
    void create(HttpServletRequest request, HttpServletResponse response) throws IOException {
        withKey(KEYS, RequestBody.required(request).bytes(), response);
    }

    @GetMapping
    @AnyQuery(because = "Query rejects unknown parameters")
    void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String query =
                new Query(request).integer("limit", 1, 100).cursor("cursor").text();
        Relay.relay(paymentService, InternalRequest.get(KEYS + query, null), response);
    }

    @DeleteMapping("/{id}")
    void revoke(@PathVariable("id") String id, HttpServletResponse response) throws IOException {
        PathIds.name(id, "api_key");
        InternalResponse answer = Relay.ask(paymentService, InternalRequest.delete(KEYS + "/" + id));
        note(directory.awaitRevoked(id, AT_MOST), id);
        Relay.write(answer.status(), answer.body(), response);
    }

    @PostMapping("/{id}/rotate")
    void rotate(@PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        PathIds.name(id, "api_key");
        withKey(KEYS + "/" + id + "/rotate", RequestBody.optional(request).bytes(), response);
    }

    private void withKey(String path, byte[] body, HttpServletResponse response) throws IOException {
        InternalResponse answer = Relay.ask(paymentService, InternalRequest.json("POST", path, null, body));
        try {
            if (StrictJson.read(new String(answer.body(), StandardCharsets.UTF_8)) instanceof JsonObject object
                    && object.get("key") instanceof JsonString(String key)) {
                note(directory.awaitKey(key, AT_MOST), path);
            }
        } catch (MalformedJsonException e) {
            log.warn("payment-service told a key in a form that cannot be read: {}", e.toString());
        }
        Relay.write(answer.status(), answer.body(), response);
    }

    private static void note(boolean seen, String what) {
        if (!seen) {
            log.warn("{}: the change has not come back through the directory within {}", what, AT_MOST);
        }
    }
}
