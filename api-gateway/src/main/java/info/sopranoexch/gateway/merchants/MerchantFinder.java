package info.sopranoexch.gateway.merchants;

import info.sopranoexch.gateway.directory.MerchantDirectory;
import info.sopranoexch.gateway.directory.MerchantEntry;
import info.sopranoexch.gateway.upstream.InternalRequest;
import info.sopranoexch.gateway.upstream.InternalService;
import info.sopranoexch.starter.validation.AmountRule;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Finds a merchant of an account in the directory in memory, or else at payment-service. */
@Component
public class MerchantFinder {
    private final MerchantDirectory directory;
    private final InternalService paymentService;

    MerchantFinder(MerchantDirectory directory, @Qualifier("paymentService") InternalService paymentService) {
        this.directory = directory;
        this.paymentService = paymentService;
    }

    /** @throws info.sopranoexch.starter.problem.ProblemException 404 if the account has no such merchant, or 503 */
    public MerchantEntry find(long merchantId, long accountId) {
        MerchantEntry known = directory.find(merchantId, accountId);
        if (known != null) {
            return known;
        }
        JsonNode merchant = paymentService
                .call(InternalRequest.get("/internal/merchants/" + merchantId, accountId))
                .json();
        String currency = merchant.required("default_currency").asString();
        return new MerchantEntry(
                merchantId,
                accountId,
                0,
                currency,
                maxMinor(merchant.path("max_amount"), currency),
                maxMinorByCurrency(merchant.path("max_amounts")),
                texts(merchant.path("return_urls")));
    }

    private static Map<String, Long> maxMinorByCurrency(JsonNode amounts) {
        Map<String, Long> byCurrency = new HashMap<>();
        amounts.forEachEntry((currency, amount) -> {
            Long minor = maxMinor(amount, currency);
            if (minor != null) {
                byCurrency.put(currency, minor);
            }
        });
        return Map.copyOf(byCurrency);
    }

    private static @Nullable Long maxMinor(JsonNode amount, String currency) {
        BigDecimal value = amount.isNumber() ? amount.decimalValue() : null;
        return value == null ? null : (Long) AmountRule.toMinor(value, currency);
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(text -> texts.add(text.asString()));
        return Set.copyOf(texts);
    }
}
