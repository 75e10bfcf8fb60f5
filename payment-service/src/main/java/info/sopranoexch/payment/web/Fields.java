package info.sopranoexch.payment.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the fields of a JSON object and collects what is wrong with them, so that the caller learns of all of it at once.
 * A field that is wrong reads as absent until {@link #check} throws.
 */
public final class Fields {
    private final ObjectNode object;
    private final String prefix;
    private final List<FieldError> errors;

    public Fields(ObjectNode object) {
        this(object, "", new ArrayList<>());
    }

    private Fields(ObjectNode object, String prefix, List<FieldError> errors) {
        this.object = object;
        this.prefix = prefix;
        this.errors = errors;
    }

    /** @throws ProblemException when anything read so far was wrong */
    public void check() {
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }

    public void error(String field, String code, String message) {
        errors.add(new FieldError(prefix + field, code, message));
    }

    /** Names anything else an error: a misspelt setting must not be taken for one left out. */
    public Fields only(String... names) {
        var known = Set.of(names);
        object.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .limit(5)
                .forEach(name -> error(
                        name.substring(0, Math.min(name.length(), 50)), "unknown_field", "There is no such field."));
        return this;
    }

    /** Is there, be it null. */
    public boolean has(String field) {
        return object.has(field);
    }

    public boolean isNull(String field) {
        return !object.hasNonNull(field);
    }

    /** @return a line of text of 1 to {@code max} characters without control characters; null when absent, null or wrong */
    public @Nullable String text(String field, int max) {
        JsonNode node = object.get(field);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isString()) {
            error(field, "wrong_type", field + " must be a string.");
            return null;
        }
        String text = node.stringValue();
        if (text.isBlank() || text.length() > max || text.chars().anyMatch(Character::isISOControl)) {
            error(field, "invalid", field + " must have 1 to " + max + " characters and no control characters.");
            return null;
        }
        return text;
    }

    public @Nullable String requiredText(String field, int max) {
        if (isNull(field)) {
            error(field, "required", field + " is required.");
            return null;
        }
        return text(field, max);
    }

    /** @return one of the options; null when absent, null or wrong */
    public @Nullable String option(String field, Set<String> options) {
        String text = text(field, 50);
        if (text != null && !options.contains(text)) {
            error(
                    field,
                    "invalid",
                    field + " must be one of "
                            + String.join(", ", options.stream().sorted().toList()) + ".");
            return null;
        }
        return text;
    }

    /** @return a whole number within the bounds; null when absent, null or wrong */
    public @Nullable Long number(String field, long min, long max) {
        JsonNode node = object.get(field);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < min || node.longValue() > max) {
            error(field, "out_of_range", field + " must be a whole number of " + min + " to " + max + ".");
            return null;
        }
        return node.longValue();
    }

    /** @return null when absent, null or wrong */
    public @Nullable Boolean flag(String field) {
        JsonNode node = object.get(field);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isBoolean()) {
            error(field, "wrong_type", field + " must be true or false.");
            return null;
        }
        return node.booleanValue();
    }

    /**
     * @param decimals at most that many
     * @return the amount in minor units, 1 to {@code maxMinor}; null when absent, null or wrong
     */
    public @Nullable Long amountMinor(String field, int decimals, long maxMinor) {
        JsonNode node = object.get(field);
        if (node == null || node.isNull()) {
            return null;
        }
        BigDecimal amount = decimal(node);
        if (amount == null) {
            error(field, "wrong_type", field + " must be a decimal number.");
            return null;
        }
        // Precision and scale are looked at before the number is ever written out: 1e2000000000 costs nothing.
        BigDecimal max = BigDecimal.valueOf(maxMinor, decimals);
        if (amount.signum() <= 0
                || amount.precision() - (long) amount.scale() > max.precision()
                || amount.compareTo(max) > 0) {
            error(field, "out_of_range", field + " must be more than zero and at most " + max.toPlainString() + ".");
            return null;
        }
        if (amount.stripTrailingZeros().scale() > decimals) {
            error(field, "amount_too_precise", field + " must have at most " + decimals + " decimals.");
            return null;
        }
        return amount.movePointRight(decimals).longValueExact();
    }

    private static @Nullable BigDecimal decimal(JsonNode node) {
        if (node.isNumber()) {
            return node.decimalValue();
        }
        boolean plain = node.isString() && node.stringValue().matches("[0-9]{1,18}(\\.[0-9]{1,9})?");
        return plain ? new BigDecimal(node.stringValue()) : null;
    }

    /** @return the strings of an array; null when absent, null or wrong */
    public @Nullable List<String> texts(String field, int maxCount, int maxLength) {
        List<JsonNode> nodes = array(field, maxCount);
        if (nodes == null) {
            return null;
        }
        var texts = new ArrayList<String>();
        for (JsonNode node : nodes) {
            if (!node.isString()
                    || node.stringValue().isBlank()
                    || node.stringValue().length() > maxLength) {
                error(field, "invalid", field + " must hold strings of 1 to " + maxLength + " characters.");
                return null;
            }
            texts.add(node.stringValue());
        }
        return texts;
    }

    /** @return what {@code read} makes of each object of an array; null when absent, null or wrong */
    public <T> @Nullable List<T> objects(String field, int maxCount, BiFunction<Fields, Integer, @Nullable T> read) {
        List<JsonNode> nodes = array(field, maxCount);
        if (nodes == null) {
            return null;
        }
        var objects = new ArrayList<T>();
        for (int i = 0; i < nodes.size(); i++) {
            if (!(nodes.get(i) instanceof ObjectNode node)) {
                error(field, "wrong_type", field + " must hold objects.");
                return null;
            }
            T made = read.apply(new Fields(node, prefix + field + "." + i + ".", errors), i);
            if (made != null) {
                objects.add(made);
            }
        }
        return objects;
    }

    /** @return an object within this one; null when absent, null or wrong */
    public @Nullable ObjectNode object(String field) {
        JsonNode node = object.get(field);
        if (node == null || node.isNull()) {
            return null;
        }
        if (node instanceof ObjectNode found) {
            return found;
        }
        error(field, "wrong_type", field + " must be an object.");
        return null;
    }

    private @Nullable List<JsonNode> array(String field, int maxCount) {
        JsonNode node = object.get(field);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isArray() || node.size() > maxCount) {
            error(field, "wrong_type", field + " must be an array of at most " + maxCount + ".");
            return null;
        }
        return List.copyOf(node.values());
    }
}
