package info.sopranoexch.starter.validation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the fields of a JSON object and collects their errors, so that one response lists all of them. A field
 * with an error reads as absent until {@link #check} throws. A field that was not read is unknown: it is an error too.
 */
public final class Fields {
    /** A hostile body could otherwise cause a response larger than the body. */
    private static final int MAX_ERRORS = 20;

    private final ObjectNode object;
    private final String prefix;
    private final List<FieldError> errors;
    private final Set<String> known = new LinkedHashSet<>();

    /** @param body null is an empty object */
    public Fields(@Nullable ObjectNode body) {
        this(body == null ? JsonNodeFactory.instance.objectNode() : body, "", new ArrayList<>());
    }

    private Fields(ObjectNode object, String prefix, List<FieldError> errors) {
        this.object = object;
        this.prefix = prefix;
        this.errors = errors;
    }

    /** @throws InvalidFieldsException if a field has an error or is unknown */
    public void check() {
        rejectUnknown();
        if (!errors.isEmpty()) {
            throw new InvalidFieldsException(errors);
        }
    }

    private void rejectUnknown() {
        object.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> error(FieldErrors.unknownField(name, known)));
    }

    private void add(FieldError error) {
        if (errors.size() < MAX_ERRORS) {
            errors.add(error);
        }
    }

    /** Adds an error of a field of this object; its path is put before its name. */
    public void error(FieldError error) {
        add(prefix.isEmpty() ? error : new FieldError(prefix + error.field(), error.code(), error.message()));
    }

    public void error(String field, String code, String message) {
        error(new FieldError(field, code, message));
    }

    /** Whether the field is present, even if null. */
    public boolean has(String field) {
        known.add(field);
        return object.has(field);
    }

    public boolean isNull(String field) {
        return get(field) == null;
    }

    private @Nullable JsonNode get(String field) {
        known.add(field);
        JsonNode node = object.get(field);
        return node == null || node.isNull() ? null : node;
    }

    /** @return the value; null if it is absent, null or of another type, which is an error */
    private @Nullable JsonNode typed(String field, Predicate<JsonNode> type, String typeName) {
        JsonNode node = get(field);
        return node == null || hasError(type.test(node) ? null : FieldErrors.wrongType(field, typeName)) ? null : node;
    }

    private @Nullable String string(String field) {
        JsonNode node = typed(field, JsonNode::isString, "a string");
        return node == null ? null : node.stringValue();
    }

    /** Adds the error, if there is one. */
    private boolean hasError(@Nullable FieldError error) {
        if (error != null) {
            error(error);
        }
        return error != null;
    }

    /** @return a text by the {@link TextRule}; null if absent, null or wrong */
    public @Nullable String text(String field, int maxCodePoints) {
        JsonNode node = get(field);
        return node == null ? null : text(field, node, maxCodePoints);
    }

    private @Nullable String text(String field, JsonNode node, int maxCodePoints) {
        FieldError violation = node.isString()
                ? TextRule.violation(field, node.stringValue(), maxCodePoints)
                : FieldErrors.wrongType(field, "a string");
        return hasError(violation) ? null : node.stringValue();
    }

    /** Records an error if the field is absent or null. */
    private boolean isMissing(String field) {
        boolean missing = isNull(field);
        if (missing) {
            error(FieldErrors.required(field));
        }
        return missing;
    }

    public @Nullable String requiredText(String field, int maxCodePoints) {
        return isMissing(field) ? null : text(field, maxCodePoints);
    }

    /** @return one of the options; null if absent, null or wrong */
    public @Nullable String option(String field, Set<String> options) {
        String text = string(field);
        if (text != null && !options.contains(text)) {
            error(FieldErrors.notOneOf(field, options));
            return null;
        }
        return text;
    }

    /** @return an integer within the bounds; null if absent, null or wrong */
    public @Nullable Long number(String field, long min, long max) {
        JsonNode node = typed(field, JsonNode::isIntegralNumber, FieldErrors.INTEGER);
        if (node == null) {
            return null;
        }
        if (!node.canConvertToLong() || node.longValue() < min || node.longValue() > max) {
            error(FieldErrors.outOfRange(field, min, max));
            return null;
        }
        return node.longValue();
    }

    /** @return null if absent, null or wrong */
    public @Nullable Boolean flag(String field) {
        JsonNode node = typed(field, JsonNode::isBoolean, "true or false");
        return node == null ? null : (Boolean) node.booleanValue();
    }

    /** @return a date and time with an offset; null if absent, null or wrong */
    public @Nullable Instant time(String field) {
        String text = string(field);
        return text == null || hasError(Timestamps.violation(field, text)) ? null : Timestamps.parse(text);
    }

    public @Nullable Instant requiredTime(String field) {
        return isMissing(field) ? null : time(field);
    }

    public @Nullable Long requiredNumber(String field, long min, long max) {
        return isMissing(field) ? null : number(field, min, max);
    }

    /**
     * @param currency ISO 4217; null if it is not known yet
     * @return an amount by the {@link AmountRule}, from a number or a decimal string; null if absent, null or wrong
     */
    public @Nullable BigDecimal amount(String field, @Nullable String currency) {
        JsonNode node = get(field);
        if (node == null) {
            return null;
        }
        BigDecimal amount = decimal(node);
        FieldError violation =
                amount == null ? FieldErrors.invalidAmount(field) : AmountRule.violation(field, amount, currency);
        return hasError(violation) ? null : amount;
    }

    public @Nullable BigDecimal requiredAmount(String field, @Nullable String currency) {
        return isMissing(field) ? null : amount(field, currency);
    }

    /** @return an amount in minor units; null if absent, null or wrong */
    public @Nullable Long amountMinor(String field, String currency) {
        BigDecimal amount = amount(field, currency);
        return amount == null ? null : AmountRule.toMinor(amount, currency);
    }

    private static @Nullable BigDecimal decimal(JsonNode node) {
        if (node.isNumber()) {
            return node.decimalValue();
        }
        boolean plain = node.isString() && node.stringValue().matches("-?[0-9]{1,40}(\\.[0-9]{1,40})?");
        return plain ? new BigDecimal(node.stringValue()) : null;
    }

    /** @return the texts of an array, each by the {@link TextRule}; null if absent, null or wrong */
    public @Nullable List<String> texts(String field, int maxCount, int maxCodePoints) {
        List<JsonNode> nodes = array(field, maxCount);
        if (nodes == null) {
            return null;
        }
        var texts = new ArrayList<String>();
        for (int i = 0; i < nodes.size(); i++) {
            String text = text(field + "." + i, nodes.get(i), maxCodePoints);
            if (text == null) {
                return null;
            }
            texts.add(text);
        }
        return texts;
    }

    /** @return each object of an array as {@code read} returns it; null if absent, null or wrong */
    public <T> @Nullable List<T> objects(String field, int maxCount, BiFunction<Fields, Integer, @Nullable T> read) {
        List<JsonNode> nodes = array(field, maxCount);
        if (nodes == null) {
            return null;
        }
        var objects = new ArrayList<T>();
        for (int i = 0; i < nodes.size(); i++) {
            if (!(nodes.get(i) instanceof ObjectNode node)) {
                error(FieldErrors.wrongType(field + "." + i, "an object"));
                return null;
            }
            var fields = new Fields(node, prefix + field + "." + i + ".", errors);
            T made = read.apply(fields, i);
            fields.rejectUnknown();
            if (made != null) {
                objects.add(made);
            }
        }
        return objects;
    }

    /** @return an object of strings with names of the caller's choice; empty if absent, null or wrong */
    public Map<String, String> strings(String field, int maxEntries, int maxName, int maxValue) {
        JsonNode node = typed(field, JsonNode::isObject, "an object of strings");
        if (node == null || isLarger(field, node, maxEntries, "entries")) {
            return Map.of();
        }
        Map<String, String> strings = new LinkedHashMap<>();
        node.forEachEntry((name, value) -> {
            FieldError violation = TextRule.violation("A key of " + field, name, maxName);
            if (violation != null) {
                error(new FieldError(field, "invalid_key", violation.message()));
                return;
            }
            String text = text(field + "." + name, value, maxValue);
            if (text != null) {
                strings.put(name, text);
            }
        });
        return strings;
    }

    /** @return an object whose names are the caller's own, such as metadata; null if absent, null or wrong */
    public @Nullable ObjectNode object(String field) {
        return (ObjectNode) typed(field, JsonNode::isObject, "an object");
    }

    /** @return the fields of an object within this one; null if absent, null or wrong */
    public @Nullable Fields nested(String field) {
        ObjectNode nested = object(field);
        return nested == null ? null : new Fields(nested, prefix + field + ".", errors);
    }

    /** The names of the fields, for an object whose names are not fixed. */
    public List<String> names() {
        return List.copyOf(object.propertyNames());
    }

    private @Nullable List<JsonNode> array(String field, int maxCount) {
        JsonNode node = typed(field, JsonNode::isArray, "an array");
        return node == null || isLarger(field, node, maxCount, "items") ? null : List.copyOf(node.values());
    }

    private boolean isLarger(String field, JsonNode node, int max, String items) {
        return hasError(node.size() > max ? FieldErrors.tooMany(field, max, items) : null);
    }
}
