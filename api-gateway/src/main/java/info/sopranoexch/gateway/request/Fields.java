package info.sopranoexch.gateway.request;

import info.sopranoexch.gateway.json.JsonValue;
import info.sopranoexch.gateway.json.JsonValue.JsonNumber;
import info.sopranoexch.gateway.json.JsonValue.JsonObject;
import info.sopranoexch.gateway.json.JsonValue.JsonString;
import info.sopranoexch.gateway.problem.FieldError;
import info.sopranoexch.gateway.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes fields out of a JSON object and gathers what is wrong with them, so that the caller hears of all faults at once. A
 * field with a fault reads as null or 0 until {@link #check}. Fields that nobody asks for are ignored.
 */
public final class Fields {
    /** Of the errors of one answer; a hostile body could otherwise make it larger than itself. */
    private static final int MAX_ERRORS = 20;

    private final JsonObject object;
    private final List<FieldError> errors = new ArrayList<>();

    public Fields(JsonObject object) {
        this.object = object;
    }

    /** An integer from {@code min} to {@code max}, written without decimals; 0 with an error when it is anything else. */
    public long requiredInteger(String name, long min, long max) {
        JsonValue value = object.get(name);
        if (value == null) {
            required(name);
            return 0;
        }
        Long read = integer(name, value, min, max);
        return read == null ? 0 : read;
    }

    public @Nullable Long optionalInteger(String name, long min, long max) {
        JsonValue value = object.get(name);
        return value == null ? null : integer(name, value, min, max);
    }

    private @Nullable Long integer(String name, JsonValue value, long min, long max) {
        if (!(value instanceof JsonNumber(String text)) || !isInteger(text)) {
            error(name, "wrong_type", name + " must be an integer.");
            return null;
        }
        // More than 18 digits and a sign: beyond any range that is asked for, and not worth converting.
        long read = text.length() > 19 ? Long.MIN_VALUE : Long.parseLong(text);
        if (read < min || read > max) {
            error(name, "out_of_range", name + " must be from " + min + " to " + max + ".");
            return null;
        }
        return read;
    }

    private static boolean isInteger(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9') && !(i == 0 && c == '-')) {
                return false;
            }
        }
        return true;
    }

    /** A string of 1 to {@code max} UTF-16 units without control characters. */
    public @Nullable String optionalText(String name, int max) {
        JsonValue value = object.get(name);
        return value == null ? null : text(name, value, max);
    }

    private @Nullable String text(String name, JsonValue value, int max) {
        if (!(value instanceof JsonString(String text))) {
            error(name, "wrong_type", name + " must be a string.");
            return null;
        }
        if (text.isEmpty()) {
            error(name, "too_short", name + " must not be empty.");
        } else if (text.length() > max) {
            error(name, "too_long", name + " must not be longer than " + max + " characters.");
        } else if (!Characters.clean(text)) {
            error(name, "invalid_characters", name + " holds a control character or half of a surrogate pair.");
        } else {
            return text;
        }
        return null;
    }

    /** An object of strings; empty when absent. */
    public Map<String, String> optionalStrings(String name, int maxEntries, int maxKey, int maxValue) {
        JsonValue value = object.get(name);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof JsonObject(Map<String, JsonValue> entries))) {
            error(name, "wrong_type", name + " must be an object of strings.");
            return Map.of();
        }
        if (entries.size() > maxEntries) {
            error(name, "too_long", name + " must not have more than " + maxEntries + " entries.");
            return Map.of();
        }
        Map<String, String> strings = new LinkedHashMap<>();
        entries.forEach((key, item) -> {
            if (key.isEmpty() || key.length() > maxKey || !Characters.clean(key)) {
                error(name, "invalid_key", "A key of " + name + " must be 1 to " + maxKey + " plain characters.");
                return;
            }
            String read = text(name + "." + key, item, maxValue);
            if (read != null) {
                strings.put(key, read);
            }
        });
        return strings;
    }

    /** The value as it was written; null when absent. */
    public @Nullable JsonValue raw(String name) {
        return object.get(name);
    }

    public void required(String name) {
        error(name, "required", name + " is required.");
    }

    public void error(String name, String code, String message) {
        if (errors.size() < MAX_ERRORS) {
            errors.add(new FieldError(name, code, message));
        }
    }

    /** @throws info.sopranoexch.gateway.problem.ProblemException 400 with every fault so far */
    public void check() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).asException();
        }
    }
}
