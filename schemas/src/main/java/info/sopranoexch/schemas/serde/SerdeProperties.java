package info.sopranoexch.schemas.serde;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the serializer, the deserializer and the registry client, under Confluent's names.
 *
 * @param urls {@code schema.registry.url}: one or more base URLs, separated by commas, tried in order
 * @param autoRegister {@code auto.register.schemas}, default true; false in production, where a deployment registers schemas
 * @param specificReader {@code specific.avro.reader}, default false; true returns generated classes
 * @param credentials {@code basic.auth.user.info} as {@code user:password}; null without authentication
 * @param retries {@code max.retries}: how often all URLs are tried again if no URL is available
 * @param retryPause {@code retries.wait.ms}: pause before the first retry; doubles for each further retry
 */
record SerdeProperties(
        List<URI> urls,
        boolean autoRegister,
        boolean specificReader,
        @Nullable String credentials,
        int retries,
        Duration retryPause) {
    private static final int DEFAULT_RETRIES = 3;
    private static final int DEFAULT_RETRY_PAUSE_MILLIS = 100;

    @Override
    public String toString() {
        return "SerdeProperties[urls=" + urls + "]";
    }

    static SerdeProperties of(Map<String, ?> configs) {
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
        return new SerdeProperties(
                parsed,
                flag(configs.get("auto.register.schemas"), true),
                flag(configs.get("specific.avro.reader"), false),
                credentials == null || credentials.toString().isEmpty() ? null : credentials.toString(),
                number(configs.get("max.retries"), DEFAULT_RETRIES),
                Duration.ofMillis(number(configs.get("retries.wait.ms"), DEFAULT_RETRY_PAUSE_MILLIS)));
    }

    private static int number(@Nullable Object value, int defaultValue) {
        try {
            return value == null ? defaultValue : Integer.parseUnsignedInt(value.toString());
        } catch (NumberFormatException e) {
            throw new ConfigException("not an integer of at least 0: " + value);
        }
    }

    private static boolean flag(@Nullable Object value, boolean defaultValue) {
        return value == null ? defaultValue : Boolean.parseBoolean(value.toString());
    }
}
