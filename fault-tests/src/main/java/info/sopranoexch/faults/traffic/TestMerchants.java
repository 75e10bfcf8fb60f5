package info.sopranoexch.faults.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import info.sopranoexch.faults.history.History.Merchant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Two accounts, each with a merchant for every mood of an endpoint. */
public final class TestMerchants {
    private static final List<String> ACCOUNTS = List.of("a", "b");
    private static final int CREATED = 201;

    private final List<Merchant> good = new ArrayList<>();
    private final List<Merchant> bad = new ArrayList<>();

    /** API keys of two new accounts, by account. */
    public static Map<String, String> accounts(JsonHttpClient http, String apiUrl, String adminKey) throws IOException {
        Map<String, String> keys = new TreeMap<>();
        for (String account : ACCOUNTS) {
            var made = http.send(
                    "POST",
                    apiUrl + "/admin/api-keys",
                    String.format(Locale.ROOT, "{\"name\":\"fault run %s\"}", account),
                    "X-Admin-Key",
                    adminKey);
            keys.put(account, made(made).path("key").asText());
        }
        return keys;
    }

    /** Opens a shop for each account and mood. */
    public static TestMerchants open(MerchantApi merchants, WebhookEndpoints endpoints, HistoryRecorder recorder)
            throws IOException {
        var market = new TestMerchants();
        for (String account : merchants.accounts()) {
            for (EndpointBehaviour mood : EndpointBehaviour.values()) {
                String path = account + "-" + mood.name().toLowerCase(java.util.Locale.ROOT);
                JsonNode merchant = made(merchants.tell(
                        0,
                        account,
                        "POST",
                        "/merchant/create",
                        String.format(
                                Locale.ROOT, "{\"name\":\"%s\",\"webhook_url\":\"%s\"}", path, endpoints.url(path))));
                long id = merchant.path("id").asLong();
                endpoints.open(path, id, mood, merchant.path("webhook_secret").asText());
                var shop = new Merchant(account, id);
                recorder.add(shop);
                (mood == EndpointBehaviour.GOOD ? market.good : market.bad).add(shop);
            }
        }
        return market;
    }

    private static JsonNode made(JsonHttpClient.Response response) {
        if (response.status() != CREATED) {
            throw new IllegalStateException("not made: " + response);
        }
        return response.body();
    }

    /** Those whose endpoints are good from the beginning. */
    List<Merchant> good() {
        return good;
    }

    List<Merchant> bad() {
        return bad;
    }

    public List<Merchant> all() {
        List<Merchant> all = new ArrayList<>(good);
        all.addAll(bad);
        return all;
    }
}
