package info.sopranoexch.starter.validation;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query string, decoded strictly: an incomplete escape or bytes that are not UTF-8 are an error instead
 * of a replacement character. Unlike the servlet API it never reads the body.
 */
public final class QueryString {
    /** As many as errors are reported. */
    private static final int MAX_UNKNOWN = 20;

    /** The query string cannot be decoded. */
    public static final class MalformedQueryException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedQueryException() {
            super("The query string is not valid percent-encoded UTF-8.", null, false, false);
        }
    }

    private final Map<String, List<String>> values;

    private QueryString(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * @param query without its question mark; null is empty
     * @throws MalformedQueryException if it cannot be decoded
     */
    public static QueryString parse(@Nullable String query) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                if (!pair.isEmpty()) {
                    int equals = pair.indexOf('=');
                    String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                    String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                    values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
                }
            }
        }
        return new QueryString(values);
    }

    /** The values of a parameter in their order; empty if absent. */
    public List<String> values(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** An error for each parameter that is not one of {@code known}. */
    public List<FieldError> unknown(Collection<String> known) {
        return values.keySet().stream()
                .filter(name -> !known.contains(name))
                .limit(MAX_UNKNOWN)
                .map(name -> FieldErrors.unknownParameter(name, known))
                .toList();
    }

    private static String decode(String text) {
        var bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.write(octet(text, i + 1));
                i += 2;
            } else {
                // Tomcat hands the query over as ISO 8859-1, one character for each byte.
                bytes.write(c == '+' ? ' ' : c);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedQueryException();
        }
    }

    private static int octet(String text, int start) {
        int high = start + 1 < text.length() ? Character.digit(text.charAt(start), 16) : -1;
        int low = start + 1 < text.length() ? Character.digit(text.charAt(start + 1), 16) : -1;
        if (high < 0 || low < 0) {
            throw new MalformedQueryException();
        }
        return high << 4 | low;
    }
}
