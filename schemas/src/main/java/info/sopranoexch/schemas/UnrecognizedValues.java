package info.sopranoexch.schemas;

import java.util.Collection;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Finds enum values that this release does not know. Every enum on a topic has the default symbol {@link #SYMBOL}. Avro
 * returns it in place of a symbol that the reader's schema does not have. No service writes it.
 */
public final class UnrecognizedValues {
    public static final String SYMBOL = "unrecognized";

    private UnrecognizedValues() {}

    /**
     * Throws if the record has an unrecognized enum value.
     *
     * @param ignored names of fields that the consumer does not use, at any depth
     * @throws UnrecognizedValueException naming the first field with an unrecognized value
     */
    public static void reject(IndexedRecord record, Set<String> ignored) {
        String field = find(record, ignored);
        if (field != null) {
            throw new UnrecognizedValueException(
                    field + " has a value that this release does not know; it was written by a newer one");
        }
    }

    private static @Nullable String find(IndexedRecord record, Set<String> ignored) {
        for (Schema.Field field : record.getSchema().getFields()) {
            if (ignored.contains(field.name())) {
                continue;
            }
            String found = find(record.get(field.pos()), ignored);
            if (found != null) {
                return found.isEmpty() ? field.name() : field.name() + "." + found;
            }
        }
        return null;
    }

    /** @return the path below the value, empty for the value itself, null if there is no unrecognized value */
    private static @Nullable String find(@Nullable Object value, Set<String> ignored) {
        return switch (value) {
            case IndexedRecord record -> find(record, ignored);
            case Collection<?> items ->
                items.stream()
                        .map(item -> find(item, ignored))
                        .filter(path -> path != null)
                        .findFirst()
                        .orElse(null);
            case GenericEnumSymbol<?> symbol when symbol.toString().equals(SYMBOL) -> "";
            case null, default -> null;
        };
    }
}
