package info.sopranoexch.cli.listen;

import info.sopranoexch.cli.ConnectionOptions;
import info.sopranoexch.cli.UserFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cursor after the last forwarded event, in a file. Each combination of API, key and routes has its own file. */
final class StoredPosition {
    private static final String CURSOR = "cursor";
    private static final int NAME_LENGTH = 16;

    private final Path file;

    private StoredPosition(Path file) {
        this.file = file;
    }

    static StoredPosition of(String apiUrl, String apiKey, ForwardingRoutes routes, @Nullable Long merchantId) {
        String name = sha256(apiUrl + "\n" + apiKey + "\n" + routes.urls() + "\n" + merchantId);
        return new StoredPosition(UserFiles.state("listen-" + name.substring(0, NAME_LENGTH) + ".properties"));
    }

    /** Null without an earlier run. */
    @Nullable
    String read() {
        return Files.exists(file) ? ConnectionOptions.read(file).getProperty(CURSOR) : null;
    }

    /** @param cursor empty for the beginning */
    void store(String cursor) {
        UserFiles.write(file, Map.of(CURSOR, cursor));
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
