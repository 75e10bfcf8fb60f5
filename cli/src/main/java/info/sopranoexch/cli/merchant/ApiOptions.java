package info.sopranoexch.cli.merchant;

import com.fasterxml.jackson.databind.JsonNode;
import info.sopranoexch.cli.ApiClient;
import info.sopranoexch.cli.ConnectionOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Options that select the API and the API key of a merchant. The first of these sources wins: the option, the environment,
 * the credentials stored by {@code login}, and the running local stack.
 */
public final class ApiOptions {
    private static final String API_KEY = "api-key";
    private static final String MERCHANT_ID = "merchant-id";
    /** The file of the local stack with its first API key. */
    private static final String STACK_SETTINGS = "settings.properties";

    private static final Duration DEADLINE = Duration.ofSeconds(15);

    @Option(
            names = "--api-url",
            paramLabel = "URL",
            description = "base URL with /api/v1; default: $SOPRANO_BASE_URL, the stored login, or the local stack",
            defaultValue = "${env:SOPRANO_BASE_URL}")
    private @Nullable String apiUrl;

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            description = "default: $SOPRANO_API_KEY, the stored login, or the local stack",
            defaultValue = "${env:SOPRANO_API_KEY}")
    private @Nullable String apiKey;

    @Option(names = "--home", paramLabel = "DIR", description = "folder of the local stack; default: .soprano/stack")
    private @Nullable Path home;

    /** A client with the merchant's API key. */
    public ApiClient client() {
        return client(DEADLINE);
    }

    /** @param deadline of each request */
    public ApiClient client(Duration deadline) {
        return new ApiClient(url(), "X-API-Key", key(), deadline);
    }

    /** The base URL of the API, without a trailing slash. */
    public String url() {
        return find(apiUrl, ConnectionOptions.API_URL)
                .map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url)
                .orElseThrow(ApiOptions::notConnected);
    }

    public String key() {
        return find(apiKey, API_KEY).orElseThrow(ApiOptions::notConnected);
    }

    /** The merchant of the option or, without it, the first merchant of the local stack. */
    long merchantId(@Nullable Long given) {
        return Optional.ofNullable(given)
                .or(() -> Optional.ofNullable(localStack().getProperty(MERCHANT_ID))
                        .map(Long::valueOf))
                .orElseThrow(() -> new IllegalArgumentException("--merchant is missing: the id of a merchant"));
    }

    /** The sandbox of the option or, without it, that of the local stack. */
    String sandboxUrl(@Nullable String given) {
        return find(given, ConnectionOptions.SANDBOX_URL)
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "--sandbox-url is missing: the base URL of the sandbox, which completes payments in test mode"));
    }

    private Optional<String> find(@Nullable String given, String property) {
        return Optional.ofNullable(given)
                .filter(value -> !value.isBlank())
                .or(() -> home == null
                        ? Optional.ofNullable(Credentials.stored().getProperty(property))
                        : Optional.empty())
                .or(() -> Optional.ofNullable(localStack().getProperty(property)));
    }

    /** The properties of the running local stack, empty if none runs. */
    private Properties localStack() {
        Path folder = ConnectionOptions.stackFolder(home);
        var properties = new Properties();
        for (String name : new String[] {ConnectionOptions.FILE_NAME, STACK_SETTINGS}) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                properties.putAll(ConnectionOptions.read(file));
            }
        }
        return properties;
    }

    private static IllegalStateException notConnected() {
        return new IllegalStateException("no API is selected: run `soprano-cli login`, set SOPRANO_BASE_URL and"
                + " SOPRANO_API_KEY, or start a local stack with ./soprano up");
    }

    /** A text field of a JSON object; empty if it is null or absent. */
    public static String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isNull() ? "" : value.asText();
    }
}
