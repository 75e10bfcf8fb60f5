package info.sopranoexch.payment.domain;

import java.util.Locale;

/** An enum constant with a stable code for JSON, SQL and metrics: its name in lower case. */
public interface HasCode {
    String name();

    default String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if the enum has no constant with this code */
    static <E extends Enum<E> & HasCode> E of(Class<E> type, String code) {
        return Enum.valueOf(type, code.toUpperCase(Locale.ROOT));
    }
}
