package info.sopranoexch.faults.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import info.sopranoexch.cli.JsonHttpClient;
import info.sopranoexch.faults.history.History.Merchant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Two accounts, each with one merchant for each endpoint behaviour. */
public final class TestMerchants {
    private static final List<String> ACCOUNTS = List.of("a", "b");
    private static final int CREATED = 201;

    private final List<Merchant> withGoodEndpoint = new ArrayList<>();
    private final List<Merchant> withBadEndpoint = new ArrayList<>();

    /** Creates two accounts and returns their API keys, by account. */
    public static Map<String, String> createAccounts(JsonHttpClient http, String apiUrl, String adminKey) {
        Map<String, String> keys = new TreeMap<>();
        for (String account : ACCOUNTS) {
            String body = String.format(Locale.ROOT, "{\"name\":\"fault run %s\"}", account);
            var response = http.send("POST", apiUrl + "/admin/api-keys", body, "X-Admin-Key", adminKey);
            keys.put(account, created(response).path("key").asText());
        }
        return keys;
    }

    public static TestMerchants create(MerchantApi api, WebhookEndpoints endpoints, HistoryRecorder recorder) {
        var merchants = new TestMerchants();
        for (String account : api.accounts()) {
            for (WebhookEndpoints.Behaviour behaviour : WebhookEndpoints.Behaviour.values()) {
                String path = account + "-" + behaviour.name().toLowerCase(Locale.ROOT);
                String body = String.format(
                        Locale.ROOT, "{\"name\":\"%s\",\"webhook_url\":\"%s\"}", path, endpoints.url(path));
                JsonNode created = created(api.change(account, "POST", "/merchant/create", body));
                var merchant = new Merchant(account, created.path("id").asLong());
                endpoints.open(
                        path,
                        merchant.merchantId(),
                        behaviour,
                        created.path("webhook_secret").asText());
                recorder.add(merchant);
                (behaviour == WebhookEndpoints.Behaviour.GOOD ? merchants.withGoodEndpoint : merchants.withBadEndpoint)
                        .add(merchant);
            }
        }
        return merchants;
    }

    private static JsonNode created(JsonHttpClient.Response response) {
        if (response.status() != CREATED) {
            throw new IllegalStateException("expected status 201: " + response);
        }
        return response.body();
    }

    List<Merchant> withGoodEndpoint() {
        return withGoodEndpoint;
    }

    List<Merchant> withBadEndpoint() {
        return withBadEndpoint;
    }

    List<Merchant> all() {
        List<Merchant> all = new ArrayList<>(withGoodEndpoint);
        all.addAll(withBadEndpoint);
        return all;
    }

    public Set<Long> ids() {
        return all().stream().map(Merchant::merchantId).collect(Collectors.toSet());
    }
}
