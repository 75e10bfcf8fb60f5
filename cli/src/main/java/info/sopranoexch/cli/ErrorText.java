package info.sopranoexch.cli;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.regex.Pattern;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Describes failures for operators, without names of Java classes. */
public final class ErrorText {
    private static final Pattern CLASS_NAMES =
            Pattern.compile("(?:[\\w$]+\\.)*[A-Z][\\w$]*(?:Exception|Error)(?:: |$)");

    /** The program is called by {@code ./soprano}, so the installation may be the local stack. */
    private static final String STATUS_HINT =
            System.getenv("SOPRANO_HOME") == null ? "" : "; ./soprano status shows the running processes";

    private ErrorText() {}

    /** One line, or several if the message quotes a log. */
    public static String of(Throwable failure) {
        // These exceptions are thrown by this program with a text for operators.
        if (failure instanceof IllegalStateException || failure instanceof IllegalArgumentException) {
            String text = withoutClassNames(failure.getMessage());
            if (!text.isBlank()) {
                return text;
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String known = known(cause);
            if (known != null) {
                return known;
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String text = withoutClassNames(cause.getMessage());
            if (!text.isBlank()) {
                return text;
            }
        }
        return "an unexpected fault; the JVM option -Dsoprano.trace=true prints the stack trace";
    }

    private static @Nullable String known(Throwable cause) {
        return switch (cause) {
            case TimeoutException _, DisconnectException _ -> "Kafka does not respond in time" + STATUS_HINT;
            case AuthenticationException e -> "Kafka refuses the user name or password: " + e.getMessage();
            case AuthorizationException e -> "Kafka denies access: " + e.getMessage();
            case ConnectException _, HttpConnectTimeoutException _ -> "the connection was refused" + STATUS_HINT;
            case HttpTimeoutException _ -> "no response in time" + STATUS_HINT;
            default -> null;
        };
    }

    /** The text without class names such as {@code java.io.IOException: }. */
    public static String withoutClassNames(@Nullable String text) {
        return text == null ? "" : CLASS_NAMES.matcher(text).replaceAll("").strip();
    }
}
