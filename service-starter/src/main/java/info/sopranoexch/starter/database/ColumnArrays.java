package info.sopranoexch.starter.database;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Arrays of one column of many rows: the parameters of a multi-row statement with {@code unnest}. */
public final class ColumnArrays<R> {
    private final List<R> rows;

    public ColumnArrays(List<R> rows) {
        this.rows = rows;
    }

    public @Nullable String[] text(Function<R, @Nullable String> value) {
        return column(value, String[]::new);
    }

    public Long[] number(ToLongFunction<R> value) {
        return rows.stream().map(value::applyAsLong).toArray(Long[]::new);
    }

    public Boolean[] flag(Function<R, Boolean> value) {
        return rows.stream().map(value).toArray(Boolean[]::new);
    }

    public byte[] @Nullable [] bytes(Function<R, byte @Nullable []> value) {
        return rows.stream().map(value).toArray(byte[][]::new);
    }

    /** Times in milliseconds; the SQL function {@code to_timestamp_ms} converts them. */
    public @Nullable Long[] instant(Function<R, @Nullable Instant> value) {
        return column(
                row -> {
                    Instant time = value.apply(row);
                    return time == null ? null : time.toEpochMilli();
                },
                Long[]::new);
    }

    private <T> @Nullable T[] column(Function<R, @Nullable T> value, IntFunction<@Nullable T[]> array) {
        return rows.stream().map(value).toArray(array);
    }
}
