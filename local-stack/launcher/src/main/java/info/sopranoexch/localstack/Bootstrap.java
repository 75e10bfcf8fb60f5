package info.sopranoexch.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import info.sopranoexch.cli.ApiClient;
import info.sopranoexch.localstack.infrastructure.SecretFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * The first account, API key and merchant of a stack, made through the public API and kept as long as its data.
 *
 * @param apiKey shown once by the gateway, so it is kept here
 */
public record Bootstrap(String apiKey, long merchantId) {
    private static final String API_KEY = "api-key";
    private static final String MERCHANT = "merchant-id";

    /** What was made at an earlier start, or else made now. */
    static Bootstrap of(LocalStack stack) {
        Path file = stack.folder().settings();
        if (Files.exists(file)) {
            return known(stack.folder());
        }
        var made = make(stack.apiUrl(), stack.adminKey());
        SecretFile.writeProperties(file, Map.of(API_KEY, made.apiKey(), MERCHANT, String.valueOf(made.merchantId())));
        return made;
    }

    /** What was made at the first start of that stack. */
    static Bootstrap known(StackFolder folder) {
        try {
            var known = new Properties();
            known.load(new StringReader(Files.readString(folder.settings())));
            return new Bootstrap(known.getProperty(API_KEY), Long.parseLong(known.getProperty(MERCHANT)));
        } catch (IOException e) {
            throw new UncheckedIOException("the stack has no API key yet", e);
        }
    }

    private static Bootstrap make(String apiUrl, String adminKey) {
        try (var admin = new ApiClient(apiUrl, "X-Admin-Key", adminKey)) {
            String key = admin.post("/admin/api-keys", "{\"name\":\"local\"}", 201)
                    .path("key")
                    .asText();
            try (var merchant = new ApiClient(apiUrl, "X-API-Key", key)) {
                JsonNode made = merchant.post(
                        "/merchant/create",
                        "{\"name\":\"Local shop\",\"webhook_url\":\"http://127.0.0.1:9000/webhook\"}",
                        201);
                return new Bootstrap(key, made.path("id").asLong());
            }
        }
    }
}
