package info.sopranoexch.gateway;

import info.sopranoexch.gateway.support.TestGateway;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of requests that must be refused: each has a status, a code and, for field errors, one expected error. */
final class BadRequests {
    static final String CREATE = "/api/v1/payment/create";
    static final String UNKNOWN = "/api/v1/payment/pay_00000000000000000000000000000000";
    private static final String JSON = "application/json";

    /** @param blame {@code field/code} of one entry in errors; empty for none */
    record Case(
            String method,
            String path,
            Map<String, String> headers,
            byte[] body,
            boolean chunked,
            int status,
            String code,
            String blame) {

        BodyPublisher publisher() {
            return body.length == 0
                    ? BodyPublishers.noBody()
                    : chunked
                            ? BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body))
                            : BodyPublishers.ofByteArray(body);
        }

        @Override
        public String toString() {
            String text = new String(body, StandardCharsets.UTF_8);
            return method + " " + path + " " + text.substring(0, Math.min(text.length(), 60)) + " -> " + status + " "
                    + code + " " + blame;
        }
    }

    private static final String REQUEST = "/api/v1/requests/req_019ac9a1b2c37d4e5f60718293a4";

    private final List<Case> cases = new ArrayList<>();

    static List<Case> all() {
        var table = new BadRequests();
        table.keysAndScopes();
        table.mediaTypesAndMethods();
        table.bodies();
        table.createFields();
        table.amounts();
        table.idempotencyKeys();
        table.reading();
        table.requestLog();
        table.unknownNames();
        table.changing();
        table.relayed();
        table.admin();
        table.paths();
        return table.cases;
    }

    private void keysAndScopes() {
        for (String[] call : new String[][] {
            {"POST", CREATE},
            {"GET", UNKNOWN},
            {"POST", UNKNOWN + "/cancel"},
            {"POST", UNKNOWN + "/refund"},
            {"GET", UNKNOWN + "/timeline"},
            {"GET", "/api/v1/payments"},
            {"GET", "/api/v1/requests"},
            {"GET", REQUEST},
            {"POST", "/api/v1/merchant/create"},
            {"GET", "/api/v1/merchant/1"},
            {"PATCH", "/api/v1/merchant/1"},
            {"POST", "/api/v1/merchant/1/webhook-secret/rotate"},
            {"POST", "/api/v1/merchant/1/webhook/test"},
            {"POST", "/api/v1/merchant/1/webhook/replay"},
            {"GET", "/api/v1/events"},
            {"GET", "/api/v1/events?wait=30"},
            {"GET", "/api/v1/events/msg_1"},
            {"GET", "/api/v1/webhook-deliveries"},
            {"GET", "/api/v1/webhook-deliveries/1"},
            {"POST", "/api/v1/webhook-deliveries/1/redeliver"}
        }) {
            add(call[0], call[1], Map.of("Content-Type", JSON), "{}", 401, "api_key_missing", "");
            add(call[0], call[1], Map.of("X-API-Key", "wrong", "Content-Type", JSON), "{}", 401, "api_key_invalid", "");
            for (String form : List.of("\"%s\"", "Bearer %s", "%s\u00a0", "%s, %s")) {
                String key = form.replace("%s", TestGateway.KEY);
                add(call[0], call[1], Map.of("X-API-Key", key, "Content-Type", JSON), "{}", 401, "api_key_invalid", "");
            }
        }
        add("POST", CREATE, Map.of("X-API-Key", "k".repeat(3000)), "{}", 401, "api_key_invalid", "");
        add("POST", CREATE, Map.of("X-API-Key", ""), "{}", 401, "api_key_missing", "");
        scope("POST", CREATE, TestGateway.READ_ONLY_KEY);
        scope("POST", UNKNOWN + "/cancel", TestGateway.READ_ONLY_KEY);
        scope("POST", UNKNOWN + "/refund", TestGateway.READ_ONLY_KEY);
        scope("GET", UNKNOWN, TestGateway.MERCHANT_ONLY_KEY);
        scope("GET", UNKNOWN + "/timeline", TestGateway.MERCHANT_ONLY_KEY);
        scope("GET", "/api/v1/payments", TestGateway.MERCHANT_ONLY_KEY);
        scope("GET", "/api/v1/requests", TestGateway.READ_ONLY_KEY);
        scope("GET", REQUEST, TestGateway.READ_ONLY_KEY);
        scope("POST", "/api/v1/merchant/create", TestGateway.READ_ONLY_KEY);
        scope("PATCH", "/api/v1/merchant/1", TestGateway.READ_ONLY_KEY);
        scope("POST", "/api/v1/merchant/1/webhook-secret/rotate", TestGateway.READ_ONLY_KEY);
        scope("POST", "/api/v1/merchant/1/webhook/test", TestGateway.MERCHANT_ONLY_KEY);
        scope("POST", "/api/v1/merchant/1/webhook/replay", TestGateway.READ_ONLY_KEY);
        scope("GET", "/api/v1/events", TestGateway.MERCHANT_ONLY_KEY);
        scope("GET", "/api/v1/events/msg_1", TestGateway.MERCHANT_ONLY_KEY);
        scope("GET", "/api/v1/webhook-deliveries", TestGateway.MERCHANT_ONLY_KEY);
        scope("POST", "/api/v1/webhook-deliveries/1/redeliver", TestGateway.READ_ONLY_KEY);
    }

    private void scope(String method, String path, String key) {
        add(method, path, Map.of("X-API-Key", key, "Content-Type", JSON), "{}", 403, "scope_missing", "");
    }

    private void mediaTypesAndMethods() {
        for (String type : List.of(
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/xml",
                "multipart/form-data; boundary=x",
                "application/json; charset=iso-8859-1",
                "application/problem+json",
                "nonsense",
                "application/*")) {
            add(
                    "POST",
                    CREATE,
                    with("Content-Type", type),
                    "{\"merchant_id\":1,\"amount\":1}",
                    415,
                    "unsupported_media_type",
                    "");
        }
        for (String encoding : List.of("gzip", "br", "deflate", "gzip, identity")) {
            add(
                    "POST",
                    CREATE,
                    with("Content-Encoding", encoding),
                    "{\"merchant_id\":1,\"amount\":1}",
                    415,
                    "unsupported_content_encoding",
                    "");
        }
        add("POST", CREATE, Map.of("X-API-Key", TestGateway.KEY), "{}", 415, "unsupported_media_type", "");
        add(
                "POST",
                "/api/v1/merchant/create",
                with("Content-Type", "text/plain"),
                "{}",
                415,
                "unsupported_media_type",
                "");
        add("POST", UNKNOWN + "/refund", with("Content-Type", "text/plain"), "{}", 415, "unsupported_media_type", "");
        for (String accept : List.of("text/html", "application/xml", "image/png")) {
            add("POST", CREATE, with("Accept", accept), "{\"merchant_id\":1,\"amount\":1}", 406, "not_acceptable", "");
            add("GET", UNKNOWN, with("Accept", accept), "", 406, "not_acceptable", "");
        }
        add("GET", "/api/v1/payments", with("Accept", "text/csv"), "", 406, "not_acceptable", "");
        for (String method : List.of("PUT", "DELETE", "PATCH", "FOO")) {
            keyed(method, CREATE, "{}", 405, "method_not_allowed", "");
            keyed(method, UNKNOWN, "{}", 405, "method_not_allowed", "");
            keyed(method, "/api/v1/payments", "{}", 405, "method_not_allowed", "");
            keyed(method, "/api/v1/requests", "{}", 405, "method_not_allowed", "");
            keyed(method, REQUEST, "{}", 405, "method_not_allowed", "");
        }
        keyed("GET", UNKNOWN + "/cancel", "", 405, "method_not_allowed", "");
        keyed("GET", UNKNOWN + "/refund", "", 405, "method_not_allowed", "");
        keyed("POST", UNKNOWN + "/timeline", "{}", 405, "method_not_allowed", "");
        keyed("DELETE", "/api/v1/merchant/1", "", 405, "method_not_allowed", "");
        keyed("GET", "/api/v1/webhook/paymoon", "", 405, "method_not_allowed", "");
        keyed("POST", "/api/v1/health", "{}", 405, "method_not_allowed", "");
        keyed("POST", "/health", "{}", 405, "method_not_allowed", "");
    }

    private void bodies() {
        for (String body : List.of(
                "",
                "   ",
                "null",
                "[]",
                "1",
                "\"text\"",
                "{",
                "{\"merchant_id\":1",
                "{\"merchant_id\":1,}",
                "{'merchant_id':1}",
                "{merchant_id:1}",
                "{\"merchant_id\":1,\"amount\":NaN}",
                "{\"merchant_id\":1,\"amount\":Infinity}",
                "{\"merchant_id\":1,\"amount\":01}",
                "{\"merchant_id\":1,\"amount\":+1}",
                "{\"merchant_id\":1,\"amount\":.5}",
                "{\"merchant_id\":1,\"amount\":1.}",
                "{\"merchant_id\":1,\"amount\":0x10}",
                "{\"merchant_id\":1,\"amount\":1} {}",
                "{\"merchant_id\":1,\"amount\":1} x",
                "{\"merchant_id\":1,\"merchant_id\":1,\"amount\":1}",
                "{\"merchant_id\":1,\"amount\":1,\"metadata\":{\"a\":\"1\",\"a\":\"2\"}}",
                "{\"merchant_id\":1,\"amount\":1,\"x\":" + "[".repeat(9) + "]".repeat(9) + "}",
                "{\"merchant_id\":1,\"amount\":1,\"x\":" + "[".repeat(30_000) + "}",
                "{\"a\":".repeat(5_000),
                "{\"merchant_id\":1,\"amount\":1,/* c */\"description\":\"x\"}",
                "{\"merchant_id\":1,\"amount\":1,\"description\":\"line\nbreak\"}",
                "{\"merchant_id\":1,\"amount\":1,\"description\":\"\\x\"}",
                "\uFEFF{\"merchant_id\":1,\"amount\":1}",
                "<xml/>")) {
            keyed("POST", CREATE, body, 400, "malformed_json", "");
        }
        bytes(new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'}, 400, "invalid_utf8");
        bytes(new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xc0, (byte) 0xaf, '"', '}'}, 400, "invalid_utf8");
        bytes(
                new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', '}'},
                400,
                "invalid_utf8");
        bytes(new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xe2, (byte) 0x82, '"', '}'}, 400, "invalid_utf8");
        bytes("{\"a\":\"b\"}".getBytes(StandardCharsets.UTF_16), 400, "invalid_utf8");
        String large = "{\"description\":\"" + "x".repeat(64 * 1024) + "\"}";
        for (String path : List.of(CREATE, UNKNOWN + "/refund", "/api/v1/merchant/create", "/api/v1/webhook/paymoon")) {
            for (boolean chunked : List.of(true, false)) {
                cases.add(new Case(
                        "POST",
                        path,
                        keyed(),
                        large.getBytes(StandardCharsets.UTF_8),
                        chunked,
                        413,
                        "body_too_large",
                        ""));
            }
        }
        for (String path : List.of("/api/v1/merchant/create", UNKNOWN + "/cancel", UNKNOWN + "/refund")) {
            keyed("POST", path, "{", 400, "malformed_json", "");
            keyed("POST", path, "[]", 400, "malformed_json", "");
            keyed("POST", path, "{\"amount\":1,\"amount\":1}", 400, "malformed_json", "");
        }
        keyed("PATCH", "/api/v1/merchant/1", "{", 400, "malformed_json", "");
        keyed("POST", "/api/v1/merchant/1/webhook/replay", "", 400, "malformed_json", "");
    }

    private void createFields() {
        keyed("POST", CREATE, "{}", 400, "validation_failed", "merchant_id/required");
        keyed("POST", CREATE, "{}", 400, "validation_failed", "amount/required");
        for (String value : List.of("\"1\"", "1.0", "1e0", "true", "[]", "{}")) {
            create("merchant_id", value, "merchant_id/wrong_type");
        }
        for (String value : List.of("0", "-1", "1000000000000000000", "99999999999999999999999999", "-0")) {
            create("merchant_id", value, "merchant_id/out_of_range");
        }
        create("merchant_id", "null", "merchant_id/required");
        for (String value : List.of("\"rub\"", "\"RU\"", "\"XXX\"", "\"BTC\"", "\"643\"", "\"руб\"")) {
            create("currency", value, "currency/unsupported_currency");
        }
        create("currency", "\"RUBB\"", "currency/too_long");
        create("currency", "\"\"", "currency/too_short");
        create("currency", "643", "currency/wrong_type");
        create("currency", "[\"RUB\"]", "currency/wrong_type");
        create("description", "1", "description/wrong_type");
        create("description", "\"\"", "description/too_short");
        create("description", "\"" + "x".repeat(501) + "\"", "description/too_long");
        create("description", "\"" + "\\ud83d\\ude00".repeat(501) + "\"", "description/too_long");
        create("description", "\" \\t\"", "description/too_short");
        create("description", "\"a\\u0000b\"", "description/invalid_characters");
        create("description", "\"a\\ud800\"", "description/invalid_characters");
        create("description", "\"\\udc00\\ud800\"", "description/invalid_characters");
        create("description", "\"a\\u001b[31m\"", "description/invalid_characters");
        create("order_id", "12345", "order_id/wrong_type");
        create("order_id", "\"\"", "order_id/too_short");
        create("order_id", "\"" + "x".repeat(101) + "\"", "order_id/too_long");
        create("return_url", "\"http://shop.example.com/\"", "return_url/return_url_not_allowed");
        for (String url : List.of(
                "javascript:alert(1)",
                "ftp://shop.example.com/",
                "/back",
                "https://",
                "https:shop",
                "https://user:pass@shop.example.com/",
                "https://shop example.com/",
                "data:text/html,x")) {
            create("return_url", "\"" + url + "\"", "return_url/invalid_url");
        }
        create("return_url", "\"https://a.example/" + "x".repeat(2000) + "\"", "return_url/too_long");
        create("return_url", "{}", "return_url/wrong_type");
        create("metadata", "\"a\"", "metadata/wrong_type");
        create("metadata", "[\"a\"]", "metadata/wrong_type");
        create("metadata", "{\"a\":1}", "metadata.a/wrong_type");
        create("metadata", "{\"a\":null}", "metadata.a/wrong_type");
        create("metadata", "{\"a\":{\"b\":\"c\"}}", "metadata.a/wrong_type");
        create("metadata", "{\"a\":\"" + "x".repeat(501) + "\"}", "metadata.a/too_long");
        create("metadata", "{\"\":\"x\"}", "metadata/invalid_key");
        create("metadata", "{\"" + "k".repeat(65) + "\":\"x\"}", "metadata/invalid_key");
        var many = new StringBuilder("{");
        for (int i = 0; i <= 50; i++) {
            many.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":\"v\"");
        }
        create("metadata", many.append("}").toString(), "metadata/too_many");
        for (String value : List.of("0", "-5", "2592001", "99999999999999999999")) {
            create("expires_in", value, "expires_in/out_of_range");
        }
        for (String value : List.of("\"60\"", "60.5", "3600.0", "6e1", "true")) {
            create("expires_in", value, "expires_in/wrong_type");
        }
        keyed("POST", CREATE, "{\"merchant_id\":404,\"amount\":1}", 404, "merchant_not_found", "");
        keyed("POST", CREATE, "{\"merchant_id\":3,\"amount\":1}", 404, "merchant_not_found", "");
    }

    private void amounts() {
        for (String value : List.of(
                "true",
                "[]",
                "{}",
                "[1]",
                "\"\"",
                "\"abc\"",
                "\"1,00\"",
                "\" 1\"",
                "\"1 \"",
                "\"+1\"",
                "\"1e3\"",
                "\"0x10\"",
                "\"NaN\"",
                "\"Infinity\"",
                "\"1.\"",
                "\".5\"",
                "\"\u0661\u0660\"",
                "\"" + "9".repeat(1000) + "\"")) {
            create("amount", value, "amount/amount_invalid");
        }
        for (String value : List.of(
                "0",
                "0.00",
                "-0",
                "-1",
                "-0.01",
                "\"0\"",
                "\"-5.00\"",
                "0e5",
                "-1e2000000000",
                "-" + "9".repeat(500))) {
            create("amount", value, "amount/amount_not_positive");
        }
        for (String value : List.of(
                "0.001",
                "1.005",
                "0.30000000000000004",
                "1e-3",
                "1e-2000000000",
                "\"10.999\"",
                "0." + "0".repeat(60) + "1")) {
            create("amount", value, "amount/amount_too_precise");
        }
        for (String value : List.of(
                "1e2000000000", "1E+999", "1e13", "10000000000000.00", "9".repeat(1000), "\"99999999999999\"")) {
            create("amount", value, "amount/amount_too_large");
        }
        create("amount", "null", "amount/required");
        keyed(
                "POST",
                CREATE,
                "{\"merchant_id\":2,\"amount\":0.5}",
                400,
                "validation_failed",
                "amount/amount_too_precise");
        keyed(
                "POST",
                CREATE,
                "{\"merchant_id\":2,\"amount\":50001}",
                400,
                "validation_failed",
                "amount/amount_too_large");
        keyed(
                "POST",
                CREATE,
                "{\"merchant_id\":2,\"amount\":100.01,\"currency\":\"USD\"}",
                400,
                "validation_failed",
                "amount/amount_too_large");
        keyed(
                "POST",
                CREATE,
                "{\"merchant_id\":1,\"amount\":1.0001,\"currency\":\"KWD\"}",
                400,
                "validation_failed",
                "amount/amount_too_precise");
        for (String value : List.of("0", "-1")) {
            keyed(
                    "POST",
                    UNKNOWN + "/refund",
                    "{\"amount\":" + value + "}",
                    400,
                    "validation_failed",
                    "amount/amount_not_positive");
        }
        for (String value : List.of("true", "\"x\"", "[]")) {
            keyed(
                    "POST",
                    UNKNOWN + "/refund",
                    "{\"amount\":" + value + "}",
                    400,
                    "validation_failed",
                    "amount/amount_invalid");
        }
        keyed(
                "POST",
                UNKNOWN + "/refund",
                "{\"amount\":1e2000000000}",
                400,
                "validation_failed",
                "amount/amount_too_large");
    }

    private void idempotencyKeys() {
        for (String key : List.of(
                "\"\"",
                "k".repeat(256),
                "a\tb",
                "K, K",
                "K,K",
                "\"K\", \"K\"",
                "\"K",
                "K\"",
                "\"K\";a=1",
                "\"a\\b\"",
                "\"a\\")) {
            for (String path : List.of(CREATE, UNKNOWN + "/cancel", UNKNOWN + "/refund")) {
                add(
                        "POST",
                        path,
                        with("Idempotency-Key", key),
                        "{\"merchant_id\":1,\"amount\":1}",
                        400,
                        "validation_failed",
                        "Idempotency-Key/idempotency_key_invalid");
            }
        }
    }

    private void reading() {
        for (String id : List.of(
                "pay_",
                "pay_1",
                "1",
                "pay_0000000000000000000000000000000G",
                "PAY_00000000000000000000000000000000",
                "pay_000000000000000000000000000000000",
                "%20",
                "pay_%2e%2e",
                "'%20OR%201=1")) {
            keyed("GET", "/api/v1/payment/" + id, "", 404, "payment_not_found", "");
            keyed("GET", "/api/v1/payment/" + id + "/timeline", "", 404, "payment_not_found", "");
        }
        keyed("GET", CREATE, "", 405, "method_not_allowed", "");
        keyed("GET", UNKNOWN, "", 404, "payment_not_found", "");
        keyed("GET", UNKNOWN + "/timeline", "", 404, "payment_not_found", "");
        list(
                "/api/v1/payments",
                "wrong_type",
                "merchant_id=abc",
                "merchant_id=-1",
                "merchant_id=",
                "limit=x",
                "limit=1.5");
        list("/api/v1/payments", "wrong_type", "limit=20.0", "limit=2e1", "limit=%D9%A1");
        list("/api/v1/payments", "out_of_range", "merchant_id=0", "merchant_id=99999999999999999999", "limit=0");
        list("/api/v1/payments", "out_of_range", "limit=101", "created_from=0001-01-01T00:00:00Z");
        list("/api/v1/payments", "duplicate", "merchant_id=1&merchant_id=2", "limit=1&limit=1");
        list(
                "/api/v1/payments",
                "invalid",
                "status=paid",
                "status=",
                "created_from=yesterday",
                "created_to=2024-01-01");
        list("/api/v1/payments", "invalid", "created_from=", "cursor=!!", "cursor=");
        list("/api/v1/payments", "too_short", "order_id=", "order_id=%20");
        list("/api/v1/payments", "too_long", "order_id=" + "x".repeat(101), "order_id=" + "%F0%9F%98%80".repeat(101));
        list("/api/v1/payments", "invalid_characters", "order_id=%00", "order_id=%1B");
        list("/api/v1/payments", "unknown_field", "orderId=A-1", "status[]=paid", "paymentId=x", "account_id=1", "x");
        for (String times : List.of(
                "2026-01-02T00:00:00Z&created_to=2026-01-01T00:00:00Z",
                "2026-01-01T00:00:00Z&created_to=2026-01-01T01:00:00%2B01:00")) {
            keyed(
                    "GET",
                    "/api/v1/payments?created_from=" + times,
                    "",
                    400,
                    "validation_failed",
                    "created_to/out_of_range");
        }
        for (String query : List.of("order_id=%ED%A0%80", "order_id=%C3", "%FF=1")) {
            keyed("GET", "/api/v1/payments?" + query, "", 400, "invalid_query", "");
        }
        for (String path : List.of("/api/v1/events", "/api/v1/events/stream")) {
            list(path, "wrong_type", "merchant_id=x", "merchant_id=");
            list(path, "out_of_range", "merchant_id=0");
            list(path, "duplicate", "after=a&after=b", "type=payment.failed&type=payment.failed");
            list(
                    path,
                    "invalid",
                    "type=success",
                    "type=payment.pending",
                    "type=payment.",
                    "type=",
                    "after=",
                    "after=!!");
            list(path, "invalid", "payment_id=..", "payment_id=");
            list(path, "unknown_field", "cursor=a", "status=success", "account_id=1", "last_event_id=a");
            keyed("GET", path + "?type=x&merchant_id=0", "", 400, "validation_failed", "type/invalid");
            keyed("GET", path + "?type=x&merchant_id=0", "", 400, "validation_failed", "merchant_id/out_of_range");
            keyed("GET", path + "?type=%C3", "", 400, "invalid_query", "");
            keyed("POST", path, "{}", 405, "method_not_allowed", "");
        }
        list(
                "/api/v1/events",
                "wrong_type",
                "limit=x",
                "limit=1.5",
                "wait=x",
                "wait=",
                "wait=-1",
                "wait=1.5",
                "wait=5s");
        list("/api/v1/events", "out_of_range", "limit=0", "limit=101", "wait=31", "wait=99999999999999999999");
        list("/api/v1/events", "duplicate", "wait=1&wait=2");
        list("/api/v1/events/stream", "unknown_field", "wait=1", "limit=1");
        list("/api/v1/events/msg_1", "unknown_field", "after=a");
        add(
                "GET",
                "/api/v1/events/stream",
                with("Last-Event-ID", "a b"),
                "",
                400,
                "validation_failed",
                "Last-Event-ID/invalid");
        add("GET", "/api/v1/events/stream", with("Accept", JSON), "", 406, "not_acceptable", "");
        add("GET", "/api/v1/events", with("Accept", "text/event-stream"), "", 406, "not_acceptable", "");
        for (String id : List.of("msg_", "evt_1", "a.b", "%20", "x".repeat(101))) {
            keyed("GET", "/api/v1/events/" + id, "", 404, "event_not_found", "");
        }
        list("/api/v1/webhook-deliveries", "wrong_type", "merchant_id=x");
        list("/api/v1/webhook-deliveries", "out_of_range", "limit=0");
        list("/api/v1/webhook-deliveries", "invalid", "cursor=%3B", "status=a%20b", "status=lost", "payment_id=..");
        list("/api/v1/webhook-deliveries", "unknown_field", "paymentId=x", "endpoint=1");
    }

    private void list(String path, String code, String... queries) {
        for (String query : queries) {
            String name = query.replaceFirst("=.*", "");
            keyed("GET", path + "?" + query, "", 400, "validation_failed", name + "/" + code);
        }
    }

    /** Operations that take no query parameter, and bodies with a field that the operation does not have. */
    private void requestLog() {
        String path = "/api/v1/requests";
        list(path, "wrong_type", "status=x", "status=2xx", "status=", "limit=x");
        list(
                path,
                "out_of_range",
                "status=99",
                "status=600",
                "limit=0",
                "limit=101",
                "created_to=0001-01-01T00:00:00Z");
        list(path, "invalid", "method=get", "method=PUT", "method=", "created_from=yesterday", "cursor=!!", "cursor=");
        list(path, "invalid", "payment_id=a.b", "error_code=a%20b", "key=", "key=%27");
        list(path, "too_short", "path=", "path=%20");
        list(path, "too_long", "path=/" + "x".repeat(200));
        list(path, "invalid_characters", "path=%00", "path=%1B");
        list(path, "duplicate", "status=200&status=400", "path=a&path=b");
        list(path, "unknown_field", "merchant_id=1", "account_id=1", "query=x", "x");
        keyed("GET", path + "/a.b", "", 404, "request_not_found", "");
        keyed("GET", path + "/" + "x".repeat(101), "", 404, "request_not_found", "");
        keyed("GET", REQUEST + "?x=1", "", 400, "validation_failed", "x/unknown_field");
    }

    private void unknownNames() {
        for (String path : List.of(
                "/api/v1/merchant/1", UNKNOWN, UNKNOWN + "/timeline", "/api/v1/webhook-deliveries/1", "/health")) {
            keyed("GET", path + "?expand=all", "", 400, "validation_failed", "expand/unknown_field");
        }
        for (String path : List.of(CREATE, UNKNOWN + "/cancel", UNKNOWN + "/refund")) {
            keyed("POST", path + "?dry_run=1", "{}", 400, "validation_failed", "dry_run/unknown_field");
        }
        for (String field : List.of("expiresIn", "orderId", "returnUrl", "amount ", "Amount", "id")) {
            create(field, "\"1\"", field + "/unknown_field");
            create(field, "null", field + "/unknown_field");
        }
        create("a\\ud800", "1", "a\ufffd/unknown_field");
        create("n".repeat(60), "1", "n".repeat(50) + "/unknown_field");
        keyed(
                "POST",
                UNKNOWN + "/refund",
                "{\"refund_amount\":250}",
                400,
                "validation_failed",
                "refund_amount/unknown_field");
        for (String path : List.of(
                UNKNOWN + "/cancel", "/api/v1/merchant/1/webhook/test", "/api/v1/webhook-deliveries/dlv_1/redeliver")) {
            keyed("POST", path, "{\"reason\":\"x\"}", 400, "validation_failed", "reason/unknown_field");
        }
    }

    private void changing() {
        for (String operation : List.of("cancel", "refund")) {
            keyed("POST", "/api/v1/payment/pay_1/" + operation, "", 404, "payment_not_found", "");
            keyed("POST", "/api/v1/payment/create/" + operation, "", 404, "payment_not_found", "");
        }
        keyed("POST", UNKNOWN + "/refund", "{\"amount\":1}", 404, "payment_not_found", "");
    }

    private void relayed() {
        for (String id : List.of("abc", "-1", "1.0", "9999999999999999999", "%2e%2e", "1%3Bx")) {
            keyed("GET", "/api/v1/merchant/" + id, "", 404, "merchant_not_found", "");
            keyed("PATCH", "/api/v1/merchant/" + id, "{}", 404, "merchant_not_found", "");
            keyed("POST", "/api/v1/merchant/" + id + "/webhook/test", "", 404, "merchant_not_found", "");
        }
        keyed("GET", "/api/v1/merchant/404", "", 404, "merchant_not_found", "");
        keyed("GET", "/api/v1/webhook-deliveries/a.b", "", 404, "webhook_delivery_not_found", "");
        keyed("POST", "/api/v1/webhook-deliveries/%20/redeliver", "", 404, "webhook_delivery_not_found", "");
        keyed("GET", "/api/v1/merchant/1/webhook/replay/a%20b", "", 404, "replay_not_found", "");
    }

    private void admin() {
        String keys = "/api/v1/admin/api-keys";
        add("POST", keys, Map.of("Content-Type", JSON), "{}", 401, "admin_key_missing", "");
        add("GET", keys, Map.of(), "", 401, "admin_key_missing", "");
        add("GET", keys, Map.of("X-Admin-Key", "wrong"), "", 401, "admin_key_invalid", "");
        add("GET", keys, Map.of("X-API-Key", TestGateway.KEY), "", 401, "admin_key_missing", "");
        add("GET", keys, Map.of("X-Admin-Key", TestGateway.KEY), "", 401, "admin_key_invalid", "");
        add("DELETE", keys + "/key_1", Map.of(), "", 401, "admin_key_missing", "");
        add("POST", keys + "/key_1/rotate", Map.of("X-Admin-Key", "x"), "", 401, "admin_key_invalid", "");
        Map<String, String> admin = Map.of("X-Admin-Key", TestGateway.ADMIN_KEY, "Content-Type", JSON);
        add("POST", keys, admin, "{", 400, "malformed_json", "");
        add("POST", keys, admin, "", 400, "malformed_json", "");
        add("POST", keys, Map.of("X-Admin-Key", TestGateway.ADMIN_KEY), "{}", 415, "unsupported_media_type", "");
        add("PUT", keys, admin, "{}", 405, "method_not_allowed", "");
        add("DELETE", keys + "/a.b", admin, "", 404, "api_key_not_found", "");
        add("POST", keys + "/a%20b/rotate", admin, "", 404, "api_key_not_found", "");
        add("GET", keys + "?limit=0", admin, "", 400, "validation_failed", "limit/out_of_range");
        add("GET", keys + "?account_id=1", admin, "", 400, "validation_failed", "account_id/unknown_field");
    }

    private void paths() {
        for (String path : List.of(
                "/api",
                "/api/v1",
                "/api/v1/",
                "/api/v2/payment/create",
                "/api/v1/payment",
                "/api/v1/payment/create/",
                "/api/v1/payment/create/x",
                "/api/v1/payments/",
                "/api/v1/admin",
                "/actuator",
                "/actuator/health",
                "/error",
                "/internal/payments/x",
                "/favicon.ico",
                "/index.html",
                "/swagger-ui/index.html",
                "/.env",
                "/api/v1/webhook/other",
                "/api//v1/payments")) {
            keyed("GET", path, "", 404, "path_not_found", "");
        }
        keyed("POST", "/api/v1/payments/create", "{}", 404, "path_not_found", "");
    }

    private void create(String field, String value, String blame) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("merchant_id", "1");
        fields.put("amount", "10.00");
        fields.put("currency", "\"RUB\"");
        fields.put(field, value);
        var body = new StringBuilder("{");
        fields.forEach((name, text) -> body.append(body.length() == 1 ? "" : ",")
                .append("\"" + name + "\":")
                .append(text));
        keyed("POST", CREATE, body.append("}").toString(), 400, "validation_failed", blame);
    }

    private void bytes(byte[] body, int status, String code) {
        cases.add(new Case("POST", CREATE, keyed(), body, false, status, code, ""));
    }

    private void keyed(String method, String path, String body, int status, String code, String blame) {
        add(method, path, keyed(), body, status, code, blame);
    }

    private void add(
            String method,
            String path,
            Map<String, String> headers,
            String body,
            int status,
            String code,
            String blame) {
        cases.add(new Case(method, path, headers, body.getBytes(StandardCharsets.UTF_8), false, status, code, blame));
    }

    private static Map<String, String> keyed() {
        return Map.of("X-API-Key", TestGateway.KEY, "Content-Type", JSON);
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> headers = new LinkedHashMap<>(keyed());
        headers.put(name, value);
        return headers;
    }
}
