package info.sopranoexch.sdk;

import java.util.LinkedHashMap;
import java.util.Map;

/** The given fields of a request, with the names of the API. */
abstract class Fields {
    private final Map<String, Object> values = new LinkedHashMap<>();

    final void put(String name, Object value) {
        values.put(name, value);
    }

    final Map<String, Object> values() {
        return values;
    }
}
