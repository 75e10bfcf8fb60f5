package info.sopranoexch.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import info.sopranoexch.cli.ApiClient;
import info.sopranoexch.localstack.infrastructure.SecretFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * The first account, API key and merchant of a stack, created through the public API and stored beside its data.
 *
 * @param apiKey stored here because the gateway shows it once
 */
public record FirstMerchant(String apiKey, long merchantId) {
    private static final String API_KEY = "api-key";
    private static final String MERCHANT = "merchant-id";

    /** Reads the stored merchant, or creates it. */
    static FirstMerchant of(LocalStack stack) {
        Path file = stack.folder().settings();
        if (Files.exists(file)) {
            return known(stack.folder());
        }
        var made = make(stack.apiUrl(), stack.adminKey());
        SecretFile.writeProperties(file, Map.of(API_KEY, made.apiKey(), MERCHANT, String.valueOf(made.merchantId())));
        return made;
    }

    /** Reads the stored merchant. */
    static FirstMerchant known(StackFolder folder) {
        Map<String, String> known = SecretFile.readProperties(folder.settings());
        if (known.isEmpty()) {
            throw new IllegalStateException("the stack has no API key yet");
        }
        return new FirstMerchant(
                Objects.requireNonNull(known.get(API_KEY)),
                Long.parseLong(Objects.requireNonNull(known.get(MERCHANT))));
    }

    private static FirstMerchant make(String apiUrl, String adminKey) {
        try (var admin = new ApiClient(apiUrl, "X-Admin-Key", adminKey)) {
            String key = admin.postRepeatedly("/admin/api-keys", "{\"name\":\"local\"}", 201)
                    .path("key")
                    .asText();
            try (var merchant = new ApiClient(apiUrl, "X-API-Key", key)) {
                JsonNode made = merchant.postRepeatedly(
                        "/merchant/create",
                        "{\"name\":\"Local shop\",\"webhook_url\":\"http://127.0.0.1:9000/webhook\"}",
                        201);
                return new FirstMerchant(key, made.path("id").asLong());
            }
        }
    }
}
