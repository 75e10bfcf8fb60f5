package info.sopranoexch.systemtests;

import info.sopranoexch.contract.Document;
import info.sopranoexch.contract.Operation;
import info.sopranoexch.systemtests.RawHttp.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Generates a valid request for each operation of the document and corrupts its path, query, headers, fields or bytes.
 * The same seed gives the same requests.
 */
final class HostileRequests {
    /** Prefix of a parameter name with ids of resources that requests may change. */
    static final String IN_PATH = "path ";

    /** Existing ids by parameter name. */
    private final Map<String, List<String>> ids;

    private final Map<String, Supplier<Map.Entry<String, String>>> keys;
    private final BiFunction<String, byte[], Map<String, String>> signed;
    private final Random random;
    private final HostileValues hostile;
    private final Document document = CheckedApi.CONTRACT.document();
    private final ValidValues valid;

    /**
     * @param signed headers of a genuine callback, by event id and body
     * @param keys headers for {@code apiKey} and {@code adminKey}
     */
    HostileRequests(
            Random random,
            Map<String, List<String>> ids,
            BiFunction<String, byte[], Map<String, String>> signed,
            Map<String, Supplier<Map.Entry<String, String>>> keys) {
        this.signed = signed;
        this.random = random;
        this.ids = ids;
        this.keys = keys;
        this.hostile = new HostileValues(random);
        this.valid = new ValidValues(random, document, ids);
    }

    Request of(Operation operation) {
        var parts = new Parts(operation);
        int spoilt = random.nextInt(4);
        for (int i = 0; i < spoilt; i++) {
            parts.spoil();
        }
        return parts.request();
    }

    /** The parts of a request. */
    private final class Parts {
        private final Operation operation;
        private final List<Map.Entry<String, String>> headers = new ArrayList<>();
        private final List<String> query = new ArrayList<>();
        private final Map<String, String> fields = new LinkedHashMap<>();
        private final boolean hasBody;
        private String method;
        private String path;
        private byte[] body = new byte[0];
        private boolean bytesAreSpoilt;

        private Parts(Operation operation) {
            this.operation = operation;
            this.method = operation.method();
            this.path = operation.path();
            JsonNode node = document.at(operation.pointer());
            for (String name : List.of(
                    "payment_id", "merchant_id", "delivery_id", "replay_id", "key_id", "event_id", "request_id")) {
                path = path.replace("{" + name + "}", id(name));
            }
            for (JsonNode parameter : node.path("parameters")) {
                JsonNode resolved = parameter.has("$ref")
                        ? document.at(parameter.path("$ref").asString().substring(1))
                        : parameter;
                parameter(resolved);
            }
            if (operation.id().equals("streamEvents")) {
                // A stream lasts for minutes, so only invalid requests are sent.
                query.add("after=none");
            }
            node.path("security")
                    .forEach(way -> way.propertyNames().stream()
                            .limit(headers.stream().anyMatch(h -> h.getKey().equals("X-API-Key")) ? 0 : 1)
                            .forEach(scheme -> headers.add(keys.get(scheme).get())));
            String schema = operation.pointer() + "/requestBody/content/application~1json/schema";
            hasBody = !document.at(schema).isMissingNode();
            if (hasBody) {
                fields.putAll(valid.object(schema));
                headers.add(Map.entry("Content-Type", "application/json"));
            }
        }

        private String id(String name) {
            // Event streams of open payments last for minutes, so only invalid ids are used.
            return operation.id().equals("followPayerPage")
                    ? hostile.text().replaceFirst("^pay_0", "pay-0")
                    : hostile.one(ids.getOrDefault(IN_PATH + name, ids.getOrDefault(name, List.of("none"))));
        }

        private void parameter(JsonNode parameter) {
            String name = parameter.path("name").asString();
            boolean optional = !parameter.path("required").asBoolean(false);
            if (optional && random.nextBoolean()) {
                return;
            }
            if (name.equals("wait")) {
                query.add("wait=0");
            } else if (parameter.path("in").asString().equals("query")) {
                query.add(name + "=" + valid.parameter(parameter));
            } else if (name.equals("Idempotency-Key")) {
                headers.add(Map.entry(name, "k" + random.nextInt(50)));
            } else {
                headers.add(Map.entry(name, hostile.header()));
            }
        }

        private void spoil() {
            switch (random.nextInt(10)) {
                case 0 -> path = spoiltPath();
                case 1 -> query.add(spoiltQuery());
                case 2 ->
                    headers.add(Map.entry(
                            hostile.one(List.of(
                                    "Idempotency-Key",
                                    "Accept",
                                    "X-HTTP-Method-Override",
                                    "X-Forwarded-For",
                                    "X-Forwarded-Proto",
                                    "Content-Encoding",
                                    "Expect-Ct",
                                    "X-Account-Id",
                                    "Authorization",
                                    "traceparent",
                                    "Cookie",
                                    "Accept-Language",
                                    "Origin")),
                            hostile.header()));
                case 3 -> spoilHeader();
                case 4 -> method = hostile.one(List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"));
                case 5 -> bytesAreSpoilt = true;
                default -> spoilField();
            }
        }

        private String spoiltPath() {
            String[] segments = path.split("/", -1);
            segments[1 + random.nextInt(segments.length - 1)] = hostile.text();
            return String.join("/", segments);
        }

        private String spoiltQuery() {
            if (query.isEmpty() || random.nextInt(3) == 0) {
                return hostile.one(List.of("limit", "cursor", "status", "merchant_id", "a", "%00", "_method", "format"))
                        + "=" + hostile.text();
            }
            String name = hostile.one(query).replaceFirst("=.*", "");
            query.removeIf(one -> random.nextBoolean() && one.startsWith(name + "="));
            return name + "=" + hostile.text();
        }

        private void spoilHeader() {
            if (!headers.isEmpty()) {
                int which = random.nextInt(headers.size());
                String name = headers.get(which).getKey();
                switch (random.nextInt(3)) {
                    case 0 -> headers.remove(which);
                    case 1 -> headers.add(Map.entry(name, hostile.header()));
                    default -> headers.set(which, Map.entry(name, hostile.header()));
                }
            }
        }

        private void spoilField() {
            List<String> names = List.copyOf(fields.keySet());
            if (names.isEmpty() || random.nextInt(6) == 0) {
                fields.put(
                        hostile.one(List.of("id", "status", "account_id", "amount", "", "a\\u0000", "name")),
                        hostile.json());
            } else if (random.nextInt(6) == 0) {
                fields.remove(hostile.one(names));
            } else {
                fields.put(hostile.one(names), hostile.json());
            }
        }

        private Request request() {
            if (hasBody || bytesAreSpoilt) {
                String text = text();
                body = bytesAreSpoilt ? spoiltBytes(text) : text.getBytes(StandardCharsets.UTF_8);
            }
            if (operation.id().equals("takePaymoonCallback") && random.nextInt(4) > 0) {
                // A corrupted body with a valid signature.
                headers.removeIf(header -> header.getKey().startsWith("X-Paymoon-"));
                String eventId = fields.getOrDefault("event_id", "evt_none").replace("\"", "");
                headers.addAll(signed.apply(eventId.matches("\\w{1,100}") ? eventId : "evt_none", body)
                        .entrySet());
            }
            String target = path + (query.isEmpty() ? "" : "?" + String.join("&", query));
            return new Request(method, target.isEmpty() ? "/" : target, headers, body);
        }

        private String text() {
            var text = new StringBuilder("{");
            fields.forEach((name, value) -> text.append(text.length() == 1 ? "" : ",")
                    .append('"')
                    .append(name)
                    .append("\":")
                    .append(value));
            return text.append('}').toString();
        }

        private byte[] spoiltBytes(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            switch (random.nextInt(9)) {
                case 0 -> bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
                case 1 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[random.nextInt(bytes.length)] = (byte) 0xff;
                case 3 -> bytes = ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
                case 4 -> bytes = (text + text).getBytes(StandardCharsets.UTF_8);
                case 5 ->
                    bytes = text.replaceFirst("\\{", "{\"amount\":1,\"amount\":2,")
                            .getBytes(StandardCharsets.UTF_8);
                case 6 -> bytes = "[".repeat(20_000).getBytes(StandardCharsets.UTF_8);
                case 7 -> bytes = text.getBytes(StandardCharsets.UTF_16);
                default -> bytes = ("{\"a\":\"" + "x".repeat(66_000) + "\"}").getBytes(StandardCharsets.UTF_8);
            }
            return bytes;
        }
    }
}
