package info.sopranoexch.payment.merchants;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.payment.testing.Accounts;
import info.sopranoexch.payment.testing.Http;
import info.sopranoexch.payment.testing.LiveService;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

@LiveService
class MerchantsIT {
    private static final String PATH = "/internal/merchants";

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private Http http = new Http(0);
    private long account;

    @BeforeEach
    void someAccount() {
        http = new Http(port);
        account = Accounts.create(jdbc);
    }

    @Test
    void createsReadsAndChanges() {
        Http.Response made = http.post(
                PATH,
                account,
                "{\"name\":\"Shop\",\"webhook_url\":\"https://shop.example/hook\",\"max_amount\":\"5000.5\"}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("default_currency").asString()).isEqualTo("RUB");
        assertThat(made.text()).contains("\"max_amount\":5000.50,").contains("\"late_success\":\"accept\"");
        assertThat(made.json().path("webhook_secret").asString()).startsWith("whsec_");
        String path = PATH + "/" + made.json().path("id").asLong();

        Http.Response read = http.get(path, account);
        assertThat(read.json().has("webhook_secret")).isFalse();
        assertThat(read.text()).contains("whsec_***");

        Http.Response patched = http.call("PATCH", path, account, "{\"late_success\":\"refund\",\"max_amount\":null}");
        assertThat(patched.json().path("late_success").asString()).isEqualTo("refund");
        assertThat(patched.json().path("max_amount").isNull()).isTrue();
        assertThat(patched.json().path("webhook_url").asString()).isEqualTo("https://shop.example/hook");
        assertThat(patched.json().path("version").asLong()).isEqualTo(2);
        assertThat(patched.json().path("endpoints").path(0).path("id").asLong())
                .isEqualTo(read.json().path("endpoints").path(0).path("id").asLong());
    }

    @Test
    void setsChangesAndClearsProfile() {
        Http.Response made = http.post(PATH, account, """
                {"name":"Shop","legal_name":"ООО «Чайный дом»","support_contact":"help@shop.example"}""");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("legal_name").asString()).isEqualTo("ООО «Чайный дом»");
        String path = PATH + "/" + made.json().path("id").asLong();
        Http.Response patched =
                http.call("PATCH", path, account, "{\"support_contact\":\"https://shop.example/help\"}");
        assertThat(patched.json().path("support_contact").asString()).isEqualTo("https://shop.example/help");
        assertThat(patched.json().path("legal_name").asString()).isEqualTo("ООО «Чайный дом»");
        Http.Response cleared = http.call("PATCH", path, account, "{\"support_contact\":null,\"legal_name\":null}");
        assertThat(cleared.json().path("support_contact").isNull()).isTrue();
        assertThat(cleared.json().path("legal_name").isNull()).isTrue();
    }

    @Test
    void setsServesAndClearsLogo() {
        String png = logo(48, 48, 500);
        Http.Response made = http.post(PATH, account, "{\"name\":\"Shop\",\"logo\":\"" + png + "\"}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("has_logo").asBoolean()).isTrue();
        String path = PATH + "/" + made.json().path("id").asLong();
        String tag = Logo.parse(png).tag();
        Http.Response image = http.get("/internal/merchant-logos/" + tag, 0);
        assertThat(image.status()).isEqualTo(200);
        assertThat(image.text()).contains("PNG");
        http.call("PATCH", path, account, "{\"name\":\"Renamed\"}");
        assertThat(http.get(path, account).json().path("has_logo").asBoolean()).isTrue();
        http.call("PATCH", path, account, "{\"logo\":null}");
        assertThat(http.get(path, account).json().path("has_logo").asBoolean()).isFalse();
        assertThat(http.get("/internal/merchant-logos/" + tag, 0).status()).isEqualTo(404);
    }

    @Test
    void acceptsSmallPngAsLogoOnly() {
        assertThat(Logo.parse(logo(1_024, 1_024, Logo.MAX_BYTES))).isNotNull();
        for (String refused : new String[] {
            logo(1_025, 16, 500),
            logo(16, 1_025, 500),
            logo(0, 16, 500),
            logo(-1, 16, 500),
            logo(16, 16, Logo.MAX_BYTES + 1),
            logo(16, 16, 23),
            logo(16, 16, 500).replace("data:image/png", "data:image/svg+xml"),
            "data:image/png;base64,PHN2Zz4=",
            "data:image/png;base64,***",
            "https://shop.example/logo.png"
        }) {
            Http.Response made = http.post(PATH, account, "{\"name\":\"Shop\",\"logo\":\"" + refused + "\"}");
            assertThat(made.status()).isEqualTo(400);
            assertThat(made.text()).contains("\"field\":\"logo\"");
        }
    }

    /** The first bytes of a PNG, padded to the size. */
    private static String logo(int width, int height, int bytes) {
        byte[] head = ByteBuffer.allocate(24)
                .put(HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452"))
                .putInt(width)
                .putInt(height)
                .array();
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(Arrays.copyOf(head, bytes));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            help@shop.example        | 201
            +7 (495) 123-45-67       | 201
            8-800-555-35-35          | 201
            https://shop.example/faq | 201
            http://shop.example/faq  | 400
            javascript:alert(1)      | 400
            help@shop                | 400
            a@b.example?subject=x    | 400
            ask us                   | 400
            12                       | 400
            """)
    void acceptsOnlyUsableSupportContacts(String contact, int status) {
        Http.Response made = http.post(PATH, account, "{\"name\":\"Shop\",\"support_contact\":\"" + contact + "\"}");
        assertThat(made.status()).isEqualTo(status);
        if (status == 400) {
            assertThat(made.text()).contains("support_contact");
        }
    }

    @Test
    void storesEndpointsAndHidesHeaders() {
        Http.Response made = http.post(PATH, account, """
                {"name":"Shop","endpoints":[
                  {"url":"https://a.example/","statuses":["success","failed"],"headers":{"X-Key":"hush"}},
                  {"url":"https://b.example/","enabled":false}]}""");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text()).doesNotContain("hush");
        assertThat(made.json().path("endpoints").size()).isEqualTo(2);
        assertThat(made.json().path("webhook_url").asString()).isEqualTo("https://a.example/");
        long kept = made.json().path("endpoints").path(0).path("id").asLong();
        Http.Response patched = http.call(
                "PATCH",
                PATH + "/" + made.json().path("id").asLong(),
                account,
                "{\"endpoints\":[{\"id\":" + kept + ",\"url\":\"https://c.example/\"}]}");
        assertThat(patched.json().path("endpoints").size()).isEqualTo(1);
        assertThat(patched.json().path("endpoints").path(0).path("headers").asBoolean())
                .isTrue();
    }

    /** Regression: such a merchant received no webhooks. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "webhook_url",
                "default_currency",
                "late_success",
                "return_urls",
                "endpoints",
                "max_amount"
            })
    void nullCountsAsAbsentAndClearsOnlyTheMaximum(String field) {
        Http.Response made = http.post(PATH, account, """
                {"name":"Shop","default_currency":"USD","late_success":"refund","max_amount":10,
                  "return_urls":["https://a.example/back"],"endpoints":[
                  {"url":"https://a.example/","statuses":["success"],"headers":{"X-Key":"hush"},"enabled":false},
                  {"url":"https://b.example/"}]}""");
        String path = PATH + "/" + made.json().path("id").asLong();
        var before = (ObjectNode) http.get(path, account).json();

        Http.Response patched = http.call("PATCH", path, account, "{\"" + field + "\":null}");

        assertThat(patched.status()).isEqualTo(200);
        var after = (ObjectNode) http.get(path, account).json();
        if (field.equals("max_amount")) {
            before.putNull("max_amount");
        }
        List.of("version", "updated_at").forEach(changing -> {
            before.remove(changing);
            after.remove(changing);
        });
        assertThat(after).isEqualTo(before);
    }

    @Test
    void treatsNullAsAbsent() {
        Http.Response made = http.post(PATH, account, """
                {"name":"Shop","default_currency":null,"max_amount":null,"late_success":null,"return_urls":null,
                  "endpoints":null,"webhook_url":"https://a.example/"}""");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("endpoints").size()).isEqualTo(1);
        Http.Response endpoints = http.post(PATH, account, """
                {"name":"Shop","webhook_url":null,"endpoints":[
                  {"id":null,"url":"https://a.example/","statuses":null,"headers":null,"enabled":null}]}""");
        assertThat(endpoints.status()).isEqualTo(201);
        assertThat(endpoints.json().at("/endpoints/0/enabled").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"webhook_url\":\"https://c.example/\"}",
                "{\"endpoints\":[{\"id\":ID,\"url\":\"https://c.example/\"}]}",
                "{\"endpoints\":[{\"id\":ID,\"url\":\"https://c.example/\",\"enabled\":null,\"statuses\":null,\"headers\":null}]}"
            })
    void anotherUrlKeepsWhatElseIsSetForTheEndpoint(String change) {
        Http.Response made = http.post(PATH, account, """
                {"name":"Shop","endpoints":[
                  {"url":"https://a.example/","statuses":["success"],"headers":{"X-Key":"hush"},"enabled":false}]}""");
        String id = made.json().at("/endpoints/0/id").asString();

        Http.Response patched =
                http.call("PATCH", PATH + "/" + made.json().path("id").asLong(), account, change.replace("ID", id));

        var endpoint = patched.json().at("/endpoints/0");
        assertThat(endpoint.path("id").asString()).isEqualTo(id);
        assertThat(endpoint.path("url").asString()).isEqualTo("https://c.example/");
        assertThat(endpoint.path("enabled").asBoolean()).isFalse();
        assertThat(endpoint.path("statuses").path(0).asString()).isEqualTo("success");
        assertThat(endpoint.path("headers").asBoolean()).isTrue();
    }

    @Test
    void rejectsDuplicateEndpoint() {
        Http.Response made = http.post(PATH, account, "{\"name\":\"Shop\",\"webhook_url\":\"https://a.example/\"}");
        String id = made.json().at("/endpoints/0/id").asString();
        Http.Response twice = http.call(
                "PATCH",
                PATH + "/" + made.json().path("id").asLong(),
                account,
                "{\"endpoints\":[{\"id\":ID,\"url\":\"https://a.example/\"},{\"id\":ID,\"url\":\"https://b.example/\"}]}"
                        .replace("ID", id));
        assertThat(twice.status()).isEqualTo(400);
        assertThat(twice.json().at("/errors/0/field").asString()).isEqualTo("endpoints.1.id");
        assertThat(twice.json().at("/errors/0/code").asString()).isEqualTo("duplicate");
    }

    @Test
    void normalizesUrls() {
        Http.Response made = http.post(PATH, account, """
                {"name":"Shop","webhook_url":"https://магазин.рф:443/оплата",
                  "return_urls":["http://my_shop.example/?n=ё","HTTP://MY_SHOP.example:80/?n=%D1%91"]}""");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("webhook_url").asString())
                .isEqualTo("https://xn--80aairftm.xn--p1ai/%D0%BE%D0%BF%D0%BB%D0%B0%D1%82%D0%B0");
        assertThat(made.json().path("return_urls").size()).isEqualTo(1);
        assertThat(made.json().at("/return_urls/0").asString()).isEqualTo("http://my_shop.example/?n=%D1%91");
    }

    @Test
    void namesTheAllowedPorts() {
        Http.Response answer =
                http.post(PATH, account, "{\"name\":\"Shop\",\"webhook_url\":\"https://shop.example:9443/\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/message").asString())
                .isEqualTo("webhook_url must have one of the ports 80, 443, 8080, 8443.");
        assertThat(http.post(PATH, account, "{\"name\":\"Shop\",\"return_urls\":[\"https://shop.example:9443/\"]}")
                        .status())
                .as("a payer's browser may go to any port")
                .isEqualTo(201);
    }

    @Test
    void keepsBothSecretsValidForOverlap() {
        long id = http.post(PATH, account, "{\"name\":\"Shop\"}")
                .json()
                .path("id")
                .asLong();
        Http.Response rotated = http.post(PATH + "/" + id + "/webhook-secret/rotate", account, "{}");
        var secrets = rotated.json().path("webhook_secrets");
        assertThat(secrets.size()).isEqualTo(2);
        assertThat(secrets.path(0).path("valid_until").isNull()).isTrue();
        assertThat(Instant.parse(secrets.path(1).path("valid_until").asString()))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(25)));
        Http.Response atOnce =
                http.post(PATH + "/" + id + "/webhook-secret/rotate", account, "{\"overlap_seconds\":0}");
        assertThat(atOnce.status()).isEqualTo(200);
        for (int i = 0; i < 5; i++) {
            rotated = http.post(PATH + "/" + id + "/webhook-secret/rotate", account, "{}");
        }
        assertThat(rotated.json().path("webhook_secrets").size()).isEqualTo(3);
    }

    @Test
    void hidesMerchantOfOtherAccount() {
        long id = http.post(PATH, account, "{\"name\":\"Shop\"}")
                .json()
                .path("id")
                .asLong();
        long stranger = Accounts.create(jdbc);
        for (String call : new String[] {"GET", "PATCH"}) {
            String body = call.equals("GET") ? null : "{\"name\":\"x\"}";
            Http.Response foreign = http.call(call, PATH + "/" + id, stranger, body);
            Http.Response absent = http.call(call, PATH + "/999999999", stranger, body);
            assertThat(foreign.status()).isEqualTo(404);
            // The two problems differ only in their instance, which is the path of the request.
            assertThat(foreign.text().replace("/" + id, "/999999999")).isEqualTo(absent.text());
            assertThat(foreign.code()).isEqualTo("merchant_not_found");
        }
        assertThat(http.post(PATH + "/" + id + "/webhook-secret/rotate", stranger, "{}")
                        .status())
                .isEqualTo(404);
        assertThat(http.get(PATH, stranger).json().path("data").size()).isZero();
    }

    @Test
    void listsByPage() {
        for (int i = 0; i < 5; i++) {
            http.post(PATH, account, "{\"name\":\"Shop " + i + "\"}");
        }
        Http.Response first = http.get(PATH + "?limit=3", account);
        Http.Response rest = http.get(
                PATH + "?limit=3&cursor=" + first.json().path("next_cursor").asString(), account);
        assertThat(first.json().path("data").size()).isEqualTo(3);
        assertThat(rest.json().path("data").size()).isEqualTo(2);
        assertThat(rest.json().path("next_cursor").isNull()).isTrue();
    }

    @Test
    void setsMaximumForEachCurrency() {
        Http.Response created = http.post(
                PATH, account, "{\"name\":\"x\",\"max_amount\":5000,\"max_amounts\":{\"USD\":60.5,\"JPY\":\"9000\"}}");
        assertThat(created.text()).contains("\"max_amount\":5000.00,\"max_amounts\":{\"JPY\":9000,\"USD\":60.50}");

        String path = PATH + "/" + created.json().path("id").asLong();
        assertThat(http.call("PATCH", path, account, "{\"name\":\"y\"}").text()).contains("\"USD\":60.50");
        assertThat(http.call("PATCH", path, account, "{\"max_amounts\":{}}").text())
                .contains("\"max_amounts\":{}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                              | name            | required
            {"name":null}                                                   | name            | required
            {"name":""}                                                     | name            | too_short
            {"name":7}                                                      | name            | wrong_type
            {"name":"a\\u0000b"}                                            | name            | invalid_characters
            {"name":"a\\ud800"}                                             | name            | invalid_characters
            {"name":" "}                                                    | name            | too_short
            {"name":"x","default_currency":"XXX"}                           | default_currency| unsupported_currency
            {"name":"x","default_currency":"rub"}                           | default_currency| unsupported_currency
            {"name":"x","max_amount":0}                                     | max_amount      | amount_not_positive
            {"name":"x","max_amount":-1}                                    | max_amount      | amount_not_positive
            {"name":"x","max_amount":1e2000000000}                          | max_amount      | amount_too_large
            {"name":"x","max_amount":1e-2000000000}                         | max_amount      | amount_too_precise
            {"name":"x","max_amount":1.001}                                 | max_amount      | amount_too_precise
            {"name":"x","max_amount":"1e3"}                                 | max_amount      | amount_invalid
            {"name":"x","max_amount":true}                                  | max_amount      | amount_invalid
            {"name":"x","max_amounts":{"USD":0}}                            | max_amounts.USD | amount_not_positive
            {"name":"x","max_amounts":{"JPY":0.5}}                          | max_amounts.JPY | amount_too_precise
            {"name":"x","max_amounts":{"usd":1}}                            | max_amounts     | invalid_key
            {"name":"x","max_amounts":{"RUB":1}}                            | max_amounts.RUB | ambiguous
            {"name":"x","max_amounts":[1]}                                  | max_amounts     | wrong_type
            {"name":"x","late_success":"maybe"}                             | late_success    | invalid
            {"name":"x","webhook_url":"ftp://shop.example/"}                | webhook_url     | invalid_url
            {"name":"x","webhook_url":"https://"}                           | webhook_url     | invalid_url
            {"name":"x","webhook_url":"https://user:pw@shop.example/"}      | webhook_url     | invalid_url
            {"name":"x","webhook_url":"http://127.0.0.1/"}                  | webhook_url     | invalid_url
            {"name":"x","webhook_url":"http://localhost./"}                 | webhook_url     | invalid_url
            {"name":"x","webhook_url":"https://shop.example:99999/"}        | webhook_url     | invalid_url
            {"name":"x","webhook_url":"https://shop.example:9443/"}         | webhook_url     | invalid_url
            {"name":"x","endpoints":[{"url":"https://shop.example:22/"}]}   | endpoints.0.url | invalid_url
            {"name":"x","return_urls":["javascript:alert(1)"]}              | return_urls     | invalid_url
            {"name":"x","return_urls":"https://shop.example/"}              | return_urls     | wrong_type
            {"name":"x","endpoints":[{}]}                                   | endpoints.0.url | required
            {"name":"x","endpoints":[7]}                                    | endpoints.0     | wrong_type
            {"name":"x","endpoints":[{"url":"https://a.b/","id":1}]}        | endpoints.0.id  | unknown
            {"name":"x","endpoints":[{"url":"https://a.b/","statuses":["pending"]}]} | endpoints.0.statuses | invalid
            {"name":"x","endpoints":[{"url":"https://a.b/","headers":{"Host":"x"}}]} | endpoints.0.headers | invalid_key
            {"name":"x","endpoints":[{"url":"https://a.b/","headers":{"A":"b\\r\\nC: d"}}]} | endpoints.0.headers.A | invalid
            {"name":"x","endpoints":[],"webhook_url":"https://a.b/"}        | webhook_url     | ambiguous
            {"name":"x","webhok_url":"https://a.b/"}                        | webhok_url      | unknown_field
            {"name":"x","endpoints":[{"url":"https://a.b/","enable":true}]} | endpoints.0.enable | unknown_field
            {"name":"x","endpoints":[{"url":"https://a.b/","id":1.0}]}      | endpoints.0.id  | wrong_type
            """)
    void rejectsInvalidFieldAndNamesIt(String body, String field, String code) {
        Http.Response answer = http.post(PATH, account, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("validation_failed");
        assertThat(answer.json().path("errors").path(0).path("field").asString())
                .isEqualTo(field);
        assertThat(answer.json().path("errors").path(0).path("code").asString()).isEqualTo(code);
        assertThat(http.get(PATH, account).json().path("data").size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {                          | 400 | malformed_json
            []                         | 400 | malformed_json
            "x"                        | 400 | malformed_json
            {"name":"a","name":"b"}    | 400 | malformed_json
            {"name":"a"} {}            | 400 | malformed_json
            """)
    void rejectsMalformedBody(String body, int status, String code) {
        Http.Response answer = http.post(PATH, account, body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }
}
