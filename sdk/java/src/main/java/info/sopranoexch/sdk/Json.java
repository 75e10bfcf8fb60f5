package info.sopranoexch.sdk;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** JSON with exact numbers. Parsed values are {@code Map}, {@code List}, {@code String}, {@code BigDecimal}, {@code Boolean} and null. */
final class Json {
    private static final int MAX_DEPTH = 64;

    private final String text;
    private int position;

    private Json(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException if the text is not JSON */
    static Object parse(String text) {
        Json json = new Json(text);
        Object value = json.value(0);
        json.skipSpace();
        if (json.position < text.length()) {
            throw json.malformed();
        }
        return value;
    }

    static String write(Object value) {
        StringBuilder json = new StringBuilder();
        write(value, json);
        return json.toString();
    }

    private Object value(int depth) {
        if (depth > MAX_DEPTH) {
            throw malformed();
        }
        skipSpace();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> fields = new LinkedHashMap<>();
        position++;
        skipSpace();
        if (skip('}')) {
            return fields;
        }
        do {
            skipSpace();
            String name = string();
            skipSpace();
            expect(':');
            fields.put(name, value(depth + 1));
            skipSpace();
        } while (skip(','));
        expect('}');
        return fields;
    }

    private List<Object> array(int depth) {
        List<Object> items = new ArrayList<>();
        position++;
        skipSpace();
        if (skip(']')) {
            return items;
        }
        do {
            items.add(value(depth + 1));
            skipSpace();
        } while (skip(','));
        expect(']');
        return items;
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (!skip('"')) {
            char c = next();
            string.append(c == '\\' ? escaped() : c);
        }
        return string.toString();
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                if (position + 4 > text.length()) {
                    throw malformed();
                }
                position += 4;
                yield (char) Integer.parseInt(text.substring(position - 4, position), 16);
            }
            default -> throw malformed();
        };
    }

    private Object literal(String name, Object value) {
        if (!text.startsWith(name, position)) {
            throw malformed();
        }
        position += name.length();
        return value;
    }

    private BigDecimal number() {
        int begin = position;
        while (position < text.length() && "+-.0123456789eE".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        return new BigDecimal(text.substring(begin, position));
    }

    private void skipSpace() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private char peek() {
        if (position >= text.length()) {
            throw malformed();
        }
        return text.charAt(position);
    }

    private char next() {
        char c = peek();
        position++;
        return c;
    }

    private boolean skip(char c) {
        if (peek() != c) {
            return false;
        }
        position++;
        return true;
    }

    private void expect(char c) {
        if (!skip(c)) {
            throw malformed();
        }
    }

    private IllegalArgumentException malformed() {
        return new IllegalArgumentException("malformed JSON at " + position);
    }

    /** Writes amounts as decimal strings. */
    private static void write(Object value, StringBuilder json) {
        if (value instanceof Fields fields) {
            write(fields.values(), json);
        } else if (value instanceof Map<?, ?> map) {
            String separator = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.append(separator);
                writeString(String.valueOf(entry.getKey()), json);
                json.append(':');
                write(entry.getValue(), json);
                separator = ",";
            }
            json.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            String separator = "[";
            for (Object item : list) {
                json.append(separator);
                write(item, json);
                separator = ",";
            }
            json.append(list.isEmpty() ? "[]" : "]");
        } else if (value == null || value instanceof Long || value instanceof Integer || value instanceof Boolean) {
            json.append(value);
        } else {
            writeString(toText(value), json);
        }
    }

    /** The form of a value in a query or in a JSON string. */
    static String toText(Object value) {
        return value instanceof BigDecimal amount ? amount.toPlainString() : String.valueOf(value);
    }

    private static void writeString(String string, StringBuilder json) {
        json.append('"');
        for (char c : string.toCharArray()) {
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
