package info.sopranoexch.payment.web;

import info.sopranoexch.starter.validation.FieldErrors;
import info.sopranoexch.starter.validation.InvalidFieldsException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param nextCursor where the next page begins; null at the end
 */
public record Page<T>(List<T> data, @Nullable String nextCursor) {
    private static final int MAX = 100;
    private static final int MAX_CURSOR = 300;

    /** @param found one more than {@code limit}, if there are that many */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursorOf) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<T> page = List.copyOf(found.subList(0, limit));
        return new Page<>(page, cursorOf.apply(page.getLast()));
    }

    public <R> Page<R> map(Function<T, R> to) {
        return new Page<>(data.stream().map(to).toList(), nextCursor);
    }

    /** @throws InvalidFieldsException when it is not 1 to 100 */
    public static int limit(int limit) {
        if (limit < 1 || limit > MAX) {
            throw new InvalidFieldsException(FieldErrors.outOfRange("limit", 1, MAX));
        }
        return limit;
    }

    public static String cursor(String... parts) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join("|", parts).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws InvalidFieldsException when it is not one of ours */
    public static @Nullable List<String> parse(@Nullable String cursor, int parts) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            List<String> found = List.of(new String(bytes, StandardCharsets.UTF_8).split("\\|", -1));
            if (cursor.length() > MAX_CURSOR || found.size() != parts) {
                throw badCursor();
            }
            return found;
        } catch (IllegalArgumentException e) {
            throw badCursor();
        }
    }

    /** @throws InvalidFieldsException when a part of a cursor is not the number that we had put there */
    public static long number(String part) {
        try {
            return Long.parseLong(part);
        } catch (NumberFormatException e) {
            throw badCursor();
        }
    }

    public static InvalidFieldsException badCursor() {
        return new InvalidFieldsException(FieldErrors.invalidCursor("cursor"));
    }
}
