package info.sopranoexch.cli.merchant;

import info.sopranoexch.cli.ConnectionOptions;
import info.sopranoexch.cli.UserFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The API key that {@code login} stores for the user, in a file with mode 600. */
final class Credentials {
    private Credentials() {}

    static Path file() {
        return UserFiles.config("credentials.properties");
    }

    /** Empty without a login. */
    static Properties stored() {
        return Files.exists(file()) ? ConnectionOptions.read(file()) : new Properties();
    }

    static void store(String apiUrl, String apiKey) {
        UserFiles.write(file(), Map.of(ConnectionOptions.API_URL, apiUrl, "api-key", apiKey));
    }
}
