package info.sopranoexch.cli;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * Options that select an installation. Its URLs and secrets are in a connection file. The local stack writes one for as long
 * as it runs.
 */
public final class ConnectionOptions {
    /** The connection file in the folder of a local stack. */
    public static final String FILE_NAME = "connection.properties";

    /** Base URL of the public API, with {@code /api/v1}. */
    public static final String API_URL = "api-url";

    /** Base URL of the sandbox of the payment provider. */
    public static final String SANDBOX_URL = "sandbox-url";

    public static final String ADMIN_KEY = "admin-key";
    /** The token of the internal APIs. */
    public static final String INTERNAL_TOKEN = "internal-token";

    /** Suffix of the base URL of a service's internal API, such as {@code payment-service-url}. */
    public static final String URL_SUFFIX = "-url";

    public static final String BOOTSTRAP_SERVERS = "bootstrap-servers";
    public static final String REGISTRY_URL = "registry-url";

    @Option(
            scope = ScopeType.INHERIT,
            names = "--connection",
            description = "properties file with api-url, admin-key, internal-token, payment-service-url,"
                    + " webhook-dispatcher-url; default: that of the running local stack",
            defaultValue = "${env:SOPRANO_CONNECTION}")
    private @Nullable Path file;

    @Option(
            scope = ScopeType.INHERIT,
            names = "--home",
            description = "folder of the local stack; default: .soprano/stack in the project")
    private @Nullable Path home;

    /** A client of the administration API. */
    ApiClient adminApi() {
        return new ApiClient(require(API_URL), "X-Admin-Key", require(ADMIN_KEY));
    }

    /** A client of a service's internal API. */
    public ApiClient internalApi(String service) {
        return new ApiClient(require(service + URL_SUFFIX), "Authorization", "Bearer " + require(INTERNAL_TOKEN));
    }

    /** @throws IllegalStateException if the connection file is absent or lacks the property */
    public String require(String name) {
        Path used = connectionFile();
        return Optional.ofNullable(read(used).getProperty(name))
                .orElseThrow(() -> new IllegalStateException(used + " has no " + name));
    }

    private Path connectionFile() {
        Path given = file;
        if (given != null) {
            return given;
        }
        Path ofLocalStack = stackFolder(home).resolve(FILE_NAME);
        if (!Files.exists(ofLocalStack)) {
            throw new IllegalStateException(
                    "nothing is up; ./soprano up starts it, or name another installation: --connection FILE");
        }
        return ofLocalStack;
    }

    /**
     * The folder of a local stack.
     *
     * @param home the option {@code --home}; null for the stack of the project
     */
    public static Path stackFolder(@Nullable Path home) {
        if (home != null) {
            return home;
        }
        return Path.of(Optional.ofNullable(System.getenv("SOPRANO_HOME")).orElse(""), ".soprano", "stack");
    }

    /** @throws UncheckedIOException if the file cannot be read */
    public static Properties read(Path file) {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return properties;
    }
}
