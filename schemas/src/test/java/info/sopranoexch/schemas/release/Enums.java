package info.sopranoexch.schemas.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.IndexedRecord;

/** The enums of a schema, and variants of the schema with more or fewer symbols. */
final class Enums {
    static final String NEXT_SYMBOL = "symbol_of_the_next_release";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Enums() {}

    static Set<Schema> of(Schema schema) {
        var found = new LinkedHashSet<Schema>();
        collect(schema, found, new HashSet<>());
        return found;
    }

    static Schema withOneMoreSymbol(Schema schema) {
        return edit(schema, symbols -> symbols.insert(0, NEXT_SYMBOL));
    }

    /** Removes a symbol. If it is the last one, data of the result are also valid data of the schema. */
    static Schema without(Schema schema, String symbol) {
        return edit(schema, symbols -> {
            for (int i = symbols.size() - 1; i >= 0; i--) {
                if (symbols.get(i).asText().equals(symbol)) {
                    symbols.remove(i);
                }
            }
        });
    }

    static Set<String> symbolsIn(Object value) {
        var found = new HashSet<String>();
        collectSymbols(value, found);
        return found;
    }

    private static void collect(Schema schema, Set<Schema> enums, Set<String> visited) {
        switch (schema.getType()) {
            case ENUM -> enums.add(schema);
            case RECORD -> {
                if (visited.add(schema.getFullName())) {
                    schema.getFields().forEach(field -> collect(field.schema(), enums, visited));
                }
            }
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, enums, visited));
            case ARRAY -> collect(schema.getElementType(), enums, visited);
            case MAP -> collect(schema.getValueType(), enums, visited);
            default -> {}
        }
    }

    private static void collectSymbols(Object value, Set<String> found) {
        switch (value) {
            case GenericEnumSymbol<?> symbol -> found.add(symbol.toString());
            case IndexedRecord record ->
                record.getSchema().getFields().forEach(field -> collectSymbols(record.get(field.pos()), found));
            case Collection<?> items -> items.forEach(item -> collectSymbols(item, found));
            case Map<?, ?> map -> map.values().forEach(item -> collectSymbols(item, found));
            case null, default -> {}
        }
    }

    private static Schema edit(Schema schema, Consumer<ArrayNode> change) {
        try {
            JsonNode json = JSON.readTree(schema.toString());
            json.findParents("symbols").forEach(found -> {
                var symbols = (ArrayNode) found.get("symbols");
                change.accept(symbols);
                JsonNode symbol = found.get("default");
                if (symbol != null && symbols.valueStream().noneMatch(symbol::equals)) {
                    ((com.fasterxml.jackson.databind.node.ObjectNode) found).remove("default");
                }
            });
            return new Schema.Parser().parse(json.toString());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
