package info.sopranoexch.schemas.serde;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Settings under Confluent's names.
 *
 * @param urls {@code schema.registry.url}: one or more base URLs, comma separated, tried in order
 * @param autoRegister {@code auto.register.schemas}, true unless told; false in production, where schemas are registered
 *     at deploy
 * @param specificReader {@code specific.avro.reader}, false unless told: generated classes in place of generic records
 * @param credentials {@code basic.auth.user.info} as {@code user:password}; null for none
 * @param retries {@code max.retries}, 3 unless told: how often all URLs are asked again when none has an answer
 * @param retryPause {@code retries.wait.ms}, 100 unless told: before the first of them, and twice as long before each next
 */
record SerdeSettings(
        List<URI> urls,
        boolean autoRegister,
        boolean specificReader,
        @Nullable String credentials,
        int retries,
        Duration retryPause) {

    static SerdeSettings of(Map<String, ?> configs) {
        Object urls = configs.get("schema.registry.url");
        if (urls == null || urls.toString().isBlank()) {
            throw new ConfigException("schema.registry.url is missing");
        }
        List<URI> parsed = Arrays.stream(urls.toString().split(","))
                .map(String::strip)
                .filter(url -> !url.isEmpty())
                .map(url -> URI.create(url.endsWith("/") ? url : url + "/"))
                .toList();
        Object credentials = configs.get("basic.auth.user.info");
        return new SerdeSettings(
                parsed,
                flag(configs.get("auto.register.schemas"), true),
                flag(configs.get("specific.avro.reader"), false),
                credentials == null || credentials.toString().isEmpty() ? null : credentials.toString(),
                number(configs.get("max.retries"), 3),
                Duration.ofMillis(number(configs.get("retries.wait.ms"), 100)));
    }

    private static int number(@Nullable Object value, int absent) {
        try {
            return value == null ? absent : Integer.parseUnsignedInt(value.toString());
        } catch (NumberFormatException e) {
            throw new ConfigException("not a whole number from 0: " + value);
        }
    }

    private static boolean flag(@Nullable Object value, boolean absent) {
        return value == null ? absent : Boolean.parseBoolean(value.toString());
    }
}
