package info.sopranoexch.localstack;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.regex.Pattern;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Describes failures in words for operators, without names of Java classes. */
final class Failure {
    private static final Pattern CLASS_NAMES =
            Pattern.compile("(?:[\\w$]+\\.)*[A-Z][\\w$]*(?:Exception|Error)(?:: |$)");

    private Failure() {}

    /** One line or, where a log is quoted, several. */
    static String describe(Throwable failure) {
        // Those are thrown by the launcher itself, with words for operators.
        if (failure instanceof IllegalStateException || failure instanceof IllegalArgumentException) {
            String words = withoutClassNames(failure.getMessage());
            if (!words.isBlank()) {
                return words;
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String known = known(cause);
            if (known != null) {
                return known;
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String words = withoutClassNames(cause.getMessage());
            if (!words.isBlank()) {
                return words;
            }
        }
        return "an unexpected fault; the option -Dsoprano.trace=true of the launcher shows where it happened";
    }

    private static @Nullable String known(Throwable cause) {
        return switch (cause) {
            case TimeoutException _, DisconnectException _ ->
                "Kafka does not respond in time; ./soprano status shows whether it is up";
            case AuthenticationException e -> "Kafka refuses the user name or password: " + e.getMessage();
            case AuthorizationException e -> "Kafka denies access: " + e.getMessage();
            case ConnectException _, HttpConnectTimeoutException _ ->
                "the connection was refused; ./soprano status shows what is up";
            case HttpTimeoutException _ -> "no response in time; ./soprano status shows what is up";
            default -> null;
        };
    }

    /** The text without class names such as {@code java.io.IOException: }. */
    static String withoutClassNames(@Nullable String text) {
        return text == null ? "" : CLASS_NAMES.matcher(text).replaceAll("").strip();
    }
}
