package info.sopranoexch.gateway.money;

import info.sopranoexch.gateway.json.JsonValue;
import info.sopranoexch.gateway.json.JsonValue.JsonNumber;
import info.sopranoexch.gateway.json.JsonValue.JsonString;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Reads an amount as it was written: a JSON number, an exponent included, or a string of plain decimal digits. What is
 * hostile by length or exponent is told from its characters, before it costs anything.
 */
final class DecimalText {
    /** More than any amount has, with room for zeros. */
    private static final int MAX_LENGTH = 40;

    private static final Pattern PLAIN = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?");

    private DecimalText() {}

    static AmountResult read(JsonValue value) {
        return switch (value) {
            case JsonNumber(String text) -> number(text);
            case JsonString(String text)
            when text.length() <= MAX_LENGTH && PLAIN.matcher(text).matches() -> decimal(text);
            default -> AmountResult.Refused.INVALID;
        };
    }

    private static AmountResult number(String text) {
        int e = Math.max(text.indexOf('e'), text.indexOf('E'));
        String mantissa = e < 0 ? text : text.substring(0, e);
        if (mantissa.length() > MAX_LENGTH) {
            return mantissa.startsWith("-") ? AmountResult.Refused.NOT_POSITIVE : AmountResult.Refused.TOO_LARGE;
        }
        if (e < 0) {
            return decimal(text);
        }
        BigDecimal digits = new BigDecimal(mantissa);
        if (digits.signum() <= 0) {
            return AmountResult.Refused.NOT_POSITIVE;
        }
        String exponent = text.substring(e + 1);
        if (exponent.length() > 3) {
            return exponent.startsWith("-") ? AmountResult.Refused.TOO_PRECISE : AmountResult.Refused.TOO_LARGE;
        }
        return new AmountResult.Decimal(digits.scaleByPowerOfTen(Integer.parseInt(exponent)));
    }

    private static AmountResult decimal(String text) {
        BigDecimal value = new BigDecimal(text);
        return value.signum() <= 0 ? AmountResult.Refused.NOT_POSITIVE : new AmountResult.Decimal(value);
    }
}
