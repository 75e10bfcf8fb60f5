package info.sopranoexch.cli.merchant;

import info.sopranoexch.cli.ApiClient;
import java.io.Console;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "login",
        description = "Verifies an API key and stores it for later commands.",
        mixinStandardHelpOptions = true)
public final class LoginCommand implements Callable<Integer> {
    @Option(
            names = "--api-url",
            paramLabel = "URL",
            required = true,
            description = "base URL, such as https://pay.example/api/v1",
            defaultValue = "${env:SOPRANO_BASE_URL}")
    private String apiUrl = "";

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            description = "default: $SOPRANO_API_KEY; without both it is read from the terminal",
            defaultValue = "${env:SOPRANO_API_KEY}")
    private @Nullable String apiKey;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        String key = apiKey == null || apiKey.isBlank() ? readKey() : apiKey.strip();
        try (var api = new ApiClient(apiUrl, "X-API-Key", key)) {
            api.get("/payments?limit=1");
        }
        Credentials.store(apiUrl, key);
        Objects.requireNonNull(spec)
                .commandLine()
                .getOut()
                .println("logged in to " + apiUrl + "; the key is stored in " + Credentials.file());
        return 0;
    }

    private static String readKey() {
        Console console = System.console();
        char[] key = console == null || !console.isTerminal() ? null : console.readPassword("API key: ");
        if (key == null) {
            throw new IllegalArgumentException("the API key is missing: set SOPRANO_API_KEY or use --api-key");
        }
        return new String(key).strip();
    }
}
