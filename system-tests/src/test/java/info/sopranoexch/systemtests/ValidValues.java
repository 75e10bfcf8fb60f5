package info.sopranoexch.systemtests;

import info.sopranoexch.contract.Document;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** Generates JSON values that match the schemas of the document. */
final class ValidValues {
    private final Random random;
    private final Document document;
    private final Map<String, List<String>> ids;

    /** @param ids existing ids by field name */
    ValidValues(Random random, Document document, Map<String, List<String>> ids) {
        this.random = random;
        this.document = document;
        this.ids = ids;
    }

    /** @param pointer of the schema of an object */
    Map<String, String> object(String pointer) {
        Map<String, String> fields = new LinkedHashMap<>();
        String at = document.resolve(pointer);
        JsonNode schema = document.at(at);
        for (int i = 0; i < schema.path("allOf").size(); i++) {
            fields.putAll(object(at + "/allOf/" + i));
        }
        List<String> required =
                schema.path("required").valueStream().map(JsonNode::asString).toList();
        schema.path("properties").propertyNames().forEach(name -> {
            if (required.contains(name) || random.nextInt(3) == 0) {
                fields.put(name, field(name, at + "/properties/" + Document.escape(name)));
            }
        });
        required.stream()
                .filter(name -> !fields.containsKey(name) && schema.has("allOf"))
                .forEach(name -> fields.put(name, "\"needed\""));
        // Both fields have the same meaning.
        if (fields.containsKey("webhook_url")) {
            fields.remove("endpoints");
        }
        return fields;
    }

    String parameter(JsonNode parameter) {
        String name = parameter.path("name").asString();
        if (ids.containsKey(name)) {
            return pick(ids.get(name));
        }
        JsonNode schema = parameter.path("schema");
        if (schema.has("$ref")) {
            schema = document.at(schema.path("$ref").asString().substring(1));
        }
        if (schema.has("enum")) {
            return schema.path("enum")
                    .get(random.nextInt(schema.path("enum").size()))
                    .asString();
        }
        return schema.path("type").asString().equals("integer")
                ? String.valueOf(1 + random.nextInt(100))
                : schema.has("format") ? "2026-01-01T00:00:00Z" : "order-1";
    }

    private String field(String name, String pointer) {
        if (name.equals("merchant_id")) {
            return pick(ids.get(name));
        }
        if (name.equals("external_id")) {
            return "\"" + pick(ids.get(name)) + "\"";
        }
        if (name.equals("event_id")) {
            return "\"evt_hostile_" + random.nextInt(500) + "\"";
        }
        if (name.equals("id") || name.equals("account_id")) {
            return "null";
        }
        String at = document.resolve(pointer);
        JsonNode schema = document.at(at);
        if (schema.has("oneOf")) {
            return field(
                    "", at + "/oneOf/" + random.nextInt(schema.path("oneOf").size()));
        }
        if (schema.has("enum")) {
            return schema.path("enum")
                    .get(random.nextInt(schema.path("enum").size()))
                    .toString();
        }
        JsonNode type = schema.path("type");
        // A nullable type.
        return switch ((type.isArray() ? type.path(0) : type).asString()) {
            case "integer" -> pick(List.of("1", "60", "3600"));
            case "number" -> pick(List.of("1", "0.01", "1000.00", "999.99"));
            case "boolean" -> String.valueOf(random.nextBoolean());
            case "array" -> random.nextBoolean() ? "[]" : "[" + field("", at + "/items") + "]";
            case "object" ->
                schema.has("additionalProperties")
                                && !schema.path("additionalProperties").isBoolean()
                        ? pick(List.of("{}", "{\"colour\":\"red\"}", "{\"a\":\"b\",\"c\":\"d\"}"))
                        : json(object(at));
            default -> text(schema);
        };
    }

    private String text(JsonNode schema) {
        String pattern = schema.path("pattern").asString("");
        if (schema.path("format").asString("").equals("date-time")) {
            return pick(List.of("\"2026-01-01T00:00:00Z\"", "\"2026-06-01T12:00:00+03:00\""));
        }
        if (pattern.contains("Hh")) {
            return "\"https://shop.example/hooks/" + random.nextInt(5) + "\"";
        }
        if (pattern.contains("{1,64}@")) {
            return "\"help@shop.example\"";
        }
        if (pattern.contains("data:image/png")) {
            return "\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ\"";
        }
        if (pattern.contains("[A-Z]{3}")) {
            return pick(List.of("\"RUB\"", "\"EUR\"", "\"JPY\"", "\"KWD\""));
        }
        return pattern.startsWith("^[0-9]") || pattern.startsWith("^(0*[1-9]")
                ? pick(List.of("\"1\"", "\"1000.00\"", "\"0.5\""))
                : "\"text " + random.nextInt(9) + "\"";
    }

    private static String json(Map<String, String> fields) {
        var text = new StringBuilder("{");
        fields.forEach((name, value) -> text.append(text.length() == 1 ? "" : ",")
                .append('"')
                .append(name)
                .append("\":")
                .append(value));
        return text.append('}').toString();
    }

    private String pick(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
