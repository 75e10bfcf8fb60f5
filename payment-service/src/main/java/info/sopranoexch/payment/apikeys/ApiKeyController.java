package info.sopranoexch.payment.apikeys;

import info.sopranoexch.payment.apikeys.ApiKeyService.CreatedKey;
import info.sopranoexch.starter.api.Page;
import info.sopranoexch.starter.validation.FieldErrors;
import info.sopranoexch.starter.validation.Fields;
import info.sopranoexch.starter.validation.InvalidFieldsException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** The administrator's API of API keys. */
@RestController
@RequestMapping("/internal/api-keys")
class ApiKeyController {
    private static final Set<String> SCOPES =
            Set.of("payments:write", "payments:read", "requests:read", "merchants:write", "webhooks:write");
    private static final int MAX_NAME = 100;
    private static final int MAX_SCOPE = 50;

    private final ApiKeyService service;
    private final ApiKeyStore store;
    private final ApiKeyProperties properties;

    ApiKeyController(ApiKeyService service, ApiKeyStore store, ApiKeyProperties properties) {
        this.service = service;
        this.store = store;
        this.properties = properties;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CreatedKey create(@RequestBody ObjectNode body) {
        var fields = new Fields(body);
        String name = fields.requiredText("name", MAX_NAME);
        List<String> scopes = fields.texts("scopes", SCOPES.size(), MAX_SCOPE);
        if (scopes != null && (scopes.isEmpty() || !SCOPES.containsAll(scopes))) {
            fields.error(FieldErrors.someOf("scopes", SCOPES));
        }
        Long account = fields.number("account_id", 1, Long.MAX_VALUE);
        fields.check();
        List<String> wanted =
                (scopes == null ? SCOPES : scopes).stream().distinct().sorted().toList();
        return service.create(Objects.requireNonNull(name), wanted, account);
    }

    @GetMapping
    Page<ApiKey> list(@RequestParam(defaultValue = "20") int limit, @RequestParam @Nullable String cursor) {
        int size = Page.limit(limit);
        List<String> after = Page.parse(cursor, 2);
        Instant before = after == null ? Instant.parse("9999-01-01T00:00:00Z") : instant(after.getFirst());
        List<ApiKey> found = store.list(before, after == null ? "" : after.getLast(), size + 1);
        return Page.of(found, size, key -> Page.cursor(key.createdAt().toString(), key.keyId()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String id) {
        service.revoke(id);
    }

    @PostMapping("/{id}/rotate")
    @ResponseStatus(HttpStatus.CREATED)
    CreatedKey rotate(@PathVariable String id, @RequestBody(required = false) @Nullable ObjectNode body) {
        var fields = new Fields(body);
        Long overlap = fields.number(
                "overlap_seconds", 0, properties.maxRotationOverlap().toSeconds());
        fields.check();
        return service.rotate(id, overlap == null ? properties.rotationOverlap() : Duration.ofSeconds(overlap));
    }

    /** Receives the last uses of keys, in batches, from the gateways. */
    @PostMapping("/usage")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void used(@RequestBody List<ApiKeyStore.Use> uses) {
        if (uses.size() > properties.maxUsageReports()) {
            throw new InvalidFieldsException(FieldErrors.tooMany("usage", properties.maxUsageReports(), "keys"));
        }
        if (uses.stream().anyMatch(use -> use.id() == null || use.lastUsedAt() == null)) {
            throw new InvalidFieldsException(
                    FieldErrors.required(uses.stream().anyMatch(use -> use.id() == null) ? "id" : "last_used_at"));
        }
        store.used(uses);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Page.badCursor();
        }
    }
}
