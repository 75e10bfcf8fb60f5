package info.sopranoexch.gateway.docs;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A part of the document: an object, an array, a scalar, or nothing. What is not there reads as nothing. */
record Part(Part.@Nullable Root root, @Nullable Object value) {
    /** @param value the whole document, in which references are looked up */
    record Root(Object value) {}

    static Part document(Object value) {
        return new Part(new Root(value), value);
    }

    private Part part(@Nullable Object found) {
        return new Part(root, found);
    }

    Part at(String name) {
        return part(value instanceof Map<?, ?> object ? object.get(name) : null);
    }

    boolean isThere() {
        return value != null;
    }

    /** Its text; empty when there is none. */
    String text() {
        return value == null ? "" : String.valueOf(value);
    }

    String text(String name) {
        return at(name).text();
    }

    /** In the order of the document; empty when this is no object. */
    Map<String, Part> fields() {
        Map<String, Part> fields = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> object) {
            object.forEach((name, found) -> fields.put(String.valueOf(name), part(found)));
        }
        return fields;
    }

    List<Part> items() {
        return value instanceof List<?> list ? list.stream().map(this::part).toList() : List.of();
    }

    String texts(String separator) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(separator))
                : text();
    }

    /** The name after the last slash of a reference; empty when this is none. */
    String referenceName() {
        String reference = text("$ref");
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    /** What a reference within the document points at; itself when this is none. */
    Part resolved() {
        String reference = text("$ref");
        if (root == null || reference.isEmpty()) {
            return this;
        }
        Part found = part(root.value());
        for (String name : Arrays.asList(reference.substring(2).split("/", -1))) {
            found = found.at(name.replace("~1", "/").replace("~0", "~"));
        }
        return found;
    }
}
