package info.sopranoexch.payment.domain;

import info.sopranoexch.starter.validation.FieldErrors;
import info.sopranoexch.starter.validation.InvalidFieldsException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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

    /**
     * @param parameter name of the request's parameter with the code
     * @throws InvalidFieldsException if the enum has no constant with this code
     */
    static <E extends Enum<E> & HasCode> @Nullable E ofParameter(
            Class<E> type, String parameter, @Nullable String code) {
        if (code == null) {
            return null;
        }
        List<E> constants = List.of(type.getEnumConstants());
        return constants.stream()
                .filter(constant -> constant.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new InvalidFieldsException(FieldErrors.notOneOf(
                        parameter, constants.stream().map(HasCode::code).toList())));
    }
}
