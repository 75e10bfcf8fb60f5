package info.sopranoexch.payment.payments;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** One value of each row as an array, which is what {@code unnest} takes. Times go as milliseconds, see {@code from_ms}. */
final class Columns<R> {
    private final List<R> rows;

    Columns(List<R> rows) {
        this.rows = rows;
    }

    @Nullable
    String[] text(Function<R, @Nullable String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    Long[] number(ToLongFunction<R> value) {
        return rows.stream().map(value::applyAsLong).toArray(Long[]::new);
    }

    Boolean[] flag(Function<R, Boolean> value) {
        return rows.stream().map(value).toArray(Boolean[]::new);
    }

    @Nullable
    Long[] time(Function<R, @Nullable Instant> value) {
        return rows.stream()
                .map(row -> {
                    Instant time = value.apply(row);
                    return time == null ? null : time.toEpochMilli();
                })
                .toArray(Long[]::new);
    }
}
