package info.sopranoexch.starter.validation;

import org.jspecify.annotations.Nullable;

/**
 * The rule of every text in the API. A text has 1 to a maximum of Unicode code points, and at least one of them is
 * visible. It has no control characters except tab and line ends, and no unpaired surrogates. Avro, PostgreSQL and
 * HTML do not change such a text.
 */
public final class TextRule {
    private TextRule() {}

    /** @return null if the text is valid */
    public static @Nullable FieldError violation(String field, String text, int maxCodePoints) {
        if (!isClean(text)) {
            return FieldErrors.invalidCharacters(field);
        }
        if (text.codePointCount(0, text.length()) > maxCodePoints) {
            return FieldErrors.tooLong(field, maxCodePoints);
        }
        return isBlank(text) ? FieldErrors.tooShort(field) : null;
    }

    /** Whether it has neither control characters except tab and line ends nor unpaired surrogates. */
    public static boolean isClean(String text) {
        return text.codePoints().allMatch(TextRule::isClean);
    }

    static boolean isClean(int codePoint) {
        boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        boolean lineEnd = codePoint == '\t' || codePoint == '\n' || codePoint == '\r';
        return !surrogate && (lineEnd || !Character.isISOControl(codePoint));
    }

    private static boolean isBlank(String text) {
        return text.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
    }
}
