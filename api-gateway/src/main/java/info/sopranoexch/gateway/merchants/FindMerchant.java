package info.sopranoexch.gateway.merchants;

import info.sopranoexch.gateway.directory.MerchantDirectory;
import info.sopranoexch.gateway.directory.MerchantEntry;
import info.sopranoexch.gateway.json.JsonValue;
import info.sopranoexch.gateway.json.JsonValue.JsonArray;
import info.sopranoexch.gateway.json.JsonValue.JsonNumber;
import info.sopranoexch.gateway.json.JsonValue.JsonObject;
import info.sopranoexch.gateway.json.JsonValue.JsonString;
import info.sopranoexch.gateway.json.MalformedJsonException;
import info.sopranoexch.gateway.json.StrictJson;
import info.sopranoexch.gateway.money.AmountResult;
import info.sopranoexch.gateway.money.Amounts;
import info.sopranoexch.gateway.upstream.InternalRequest;
import info.sopranoexch.gateway.upstream.InternalService;
import info.sopranoexch.gateway.upstream.Relay;
import info.sopranoexch.schemas.money.Currencies;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Finds an account's merchant for a payment. */
@Component
public class FindMerchant {
    private final MerchantDirectory directory;
    private final InternalService paymentService;

    FindMerchant(MerchantDirectory directory, @Qualifier("paymentService") InternalService paymentService) {
        this.directory = directory;
        this.paymentService = paymentService;
    }

    /**
     * What is not in memory is asked for, whether another account has it or nobody: neither the answer nor its time tells
     * the two apart.
     *
     * @throws info.sopranoexch.gateway.problem.ProblemException 404 when the account has no such merchant
     */
    public MerchantEntry find(long merchantId, long accountId) {
        MerchantEntry known = directory.find(merchantId, accountId);
        if (known != null) {
            return known;
        }
        byte[] body = Relay.ask(paymentService, InternalRequest.get("/internal/merchants/" + merchantId, accountId))
                .body();
        return entry(merchantId, accountId, body);
    }

    private static MerchantEntry entry(long merchantId, long accountId, byte[] body) {
        try {
            if (StrictJson.read(new String(body, StandardCharsets.UTF_8)) instanceof JsonObject merchant
                    && merchant.get("default_currency") instanceof JsonString(String currency)) {
                return new MerchantEntry(
                        merchantId,
                        accountId,
                        0,
                        currency,
                        cap(merchant.get("max_amount"), currency),
                        caps(merchant),
                        returnUrls(merchant));
            }
        } catch (MalformedJsonException e) {
            throw new IllegalStateException("payment-service told a merchant in a form that cannot be read", e);
        }
        throw new IllegalStateException("payment-service told a merchant without default_currency");
    }

    private static Map<String, Long> caps(JsonObject merchant) {
        Map<String, Long> caps = new HashMap<>();
        if (merchant.get("max_amounts") instanceof JsonObject(Map<String, JsonValue> given)) {
            given.forEach((currency, amount) -> {
                Long cap = cap(amount, currency);
                if (cap != null) {
                    caps.put(currency, cap);
                }
            });
        }
        return Map.copyOf(caps);
    }

    private static @Nullable Long cap(@Nullable JsonValue cap, String currency) {
        return cap instanceof JsonNumber
                        && Amounts.read(cap) instanceof AmountResult.Decimal(var value)
                        && Amounts.toMinor(value, Currencies.decimals(currency).orElse(Currencies.MAX_DECIMALS))
                                instanceof AmountResult.Minor(long minor)
                ? minor
                : null;
    }

    private static Set<String> returnUrls(JsonObject merchant) {
        return merchant.get("return_urls") instanceof JsonArray(List<JsonValue> urls)
                ? urls.stream()
                        .map(url -> url instanceof JsonString(String text) ? text : "")
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }
}
