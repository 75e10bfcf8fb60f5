package info.sopranoexch.sdk;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Creates records from parsed JSON. Unknown fields are ignored, absent ones are null. */
final class Mapper {
    private Mapper() {}

    static <T> T toRecord(Class<T> type, Object json) {
        if (!(json instanceof Map<?, ?> fields)) {
            throw new IllegalArgumentException("no object");
        }
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components)
                .map(component -> toValue(component.getGenericType(), fields.get(snakeCase(component.getName()))))
                .toArray();
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("no " + type.getSimpleName(), e);
        }
    }

    static <T> List<T> toRecords(Class<T> type, Object json) {
        return ((List<?>) json).stream().map(item -> toRecord(type, item)).toList();
    }

    static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static Object toValue(Type type, Object json) {
        if (type instanceof ParameterizedType generic && json != null) {
            Type[] arguments = generic.getActualTypeArguments();
            if (json instanceof List<?> list) {
                return list.stream().map(item -> toValue(arguments[0], item)).toList();
            }
            Map<String, Object> map = new LinkedHashMap<>();
            ((Map<?, ?>) json).forEach((name, item) -> map.put((String) name, toValue(arguments[1], item)));
            return map;
        }
        if (type == long.class) {
            return ((BigDecimal) json).longValueExact();
        }
        if (type == int.class) {
            return ((BigDecimal) json).intValueExact();
        }
        if (json == null || type == Object.class) {
            return json;
        }
        if (type == Integer.class) {
            return ((BigDecimal) json).intValueExact();
        }
        if (type == Instant.class) {
            return Instant.parse((String) json);
        }
        if (type == URI.class) {
            return URI.create((String) json);
        }
        return type instanceof Class<?> record && record.isRecord() ? toRecord(record, json) : json;
    }
}
