package info.sopranoexch.payment.merchants;

import info.sopranoexch.starter.api.Page;
import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.starter.validation.Fields;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Reads and changes the merchants of an account. */
@RestController
@RequestMapping("/internal/merchants")
class MerchantController {
    private static final String ACCOUNT = "X-Account-Id";

    private final MerchantService service;
    private final MerchantStore store;
    private final MerchantProperties properties;

    MerchantController(MerchantService service, MerchantStore store, MerchantProperties properties) {
        this.service = service;
        this.store = store;
        this.properties = properties;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    MerchantResource create(@RequestHeader(ACCOUNT) long accountId, @RequestBody ObjectNode body) {
        return MerchantResource.of(service.create(accountId, body));
    }

    @GetMapping
    Page<MerchantResource> list(
            @RequestHeader(ACCOUNT) long accountId,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam @Nullable String cursor) {
        int size = Page.limit(limit);
        List<String> after = Page.parse(cursor, 1);
        List<Merchant> found = store.list(accountId, after == null ? 0 : Page.number(after.getFirst()), size + 1);
        return Page.of(found, size, merchant -> Page.cursor(String.valueOf(merchant.merchantId())))
                .map(MerchantResource::of);
    }

    @GetMapping("/{id}")
    MerchantResource get(@RequestHeader(ACCOUNT) long accountId, @PathVariable long id) {
        return MerchantResource.of(store.find(id, accountId).orElseThrow(() -> ProblemException.notFound("merchant")));
    }

    @PatchMapping("/{id}")
    MerchantResource patch(
            @RequestHeader(ACCOUNT) long accountId, @PathVariable long id, @RequestBody ObjectNode body) {
        return MerchantResource.of(service.patch(accountId, id, body));
    }

    @PostMapping("/{id}/webhook-secret/rotate")
    MerchantResource rotate(
            @RequestHeader(ACCOUNT) long accountId,
            @PathVariable long id,
            @RequestBody(required = false) @Nullable ObjectNode body) {
        var fields = new Fields(body);
        Long overlap = fields.number(
                "overlap_seconds", 0, properties.maxSecretOverlap().toSeconds());
        fields.check();
        return MerchantResource.of(service.rotateSecret(
                accountId, id, overlap == null ? properties.secretOverlap() : Duration.ofSeconds(overlap)));
    }
}
