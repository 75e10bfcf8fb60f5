package info.sopranoexch.payment.merchants;

import info.sopranoexch.payment.web.Page;
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

/** Merchants of an account. */
@RestController
@RequestMapping("/internal/merchants")
class MerchantController {
    private static final String ACCOUNT = "X-Account-Id";
    private static final Duration DEFAULT_OVERLAP = Duration.ofHours(24);
    private static final Duration MAX_OVERLAP = Duration.ofDays(7);

    private final ChangeMerchants change;
    private final MerchantStore store;

    MerchantController(ChangeMerchants change, MerchantStore store) {
        this.change = change;
        this.store = store;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    MerchantJson create(@RequestHeader(ACCOUNT) long accountId, @RequestBody ObjectNode body) {
        return MerchantJson.made(change.create(accountId, body));
    }

    @GetMapping
    Page<MerchantJson> list(
            @RequestHeader(ACCOUNT) long accountId,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam @Nullable String cursor) {
        int size = Page.limit(limit);
        List<String> after = Page.parse(cursor, 1);
        List<Merchant> found = store.list(accountId, after == null ? 0 : Page.number(after.getFirst()), size + 1);
        return Page.of(found, size, merchant -> Page.cursor(String.valueOf(merchant.merchantId())))
                .map(MerchantJson::of);
    }

    @GetMapping("/{id}")
    MerchantJson get(@RequestHeader(ACCOUNT) long accountId, @PathVariable long id) {
        return MerchantJson.of(store.find(id, accountId).orElseThrow(() -> ProblemException.notFound("merchant")));
    }

    @PatchMapping("/{id}")
    MerchantJson patch(@RequestHeader(ACCOUNT) long accountId, @PathVariable long id, @RequestBody ObjectNode body) {
        return MerchantJson.of(change.patch(accountId, id, body));
    }

    @PostMapping("/{id}/webhook-secret/rotate")
    MerchantJson rotate(
            @RequestHeader(ACCOUNT) long accountId,
            @PathVariable long id,
            @RequestBody(required = false) @Nullable ObjectNode body) {
        var fields = new Fields(body);
        Long overlap = fields.number("overlap_seconds", 0, MAX_OVERLAP.toSeconds());
        fields.check();
        return MerchantJson.made(
                change.rotate(accountId, id, overlap == null ? DEFAULT_OVERLAP : Duration.ofSeconds(overlap)));
    }
}
