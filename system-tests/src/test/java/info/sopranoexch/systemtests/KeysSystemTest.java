package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.LocalStack;
import info.sopranoexch.systemtests.MerchantClient.Response;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changes of a key apply at every gateway. */
class KeysSystemTest {
    private static final LocalStack STACK = Stack.shared();

    private final MerchantClient admin = MerchantClient.admin(STACK.apiUrl(), STACK.adminKey());

    private static List<MerchantClient> everywhere(Response made) {
        var client = new MerchantClient(STACK.apiUrl(), made.text("key"));
        return List.of(client, client.at(STACK.apiUrl("api-gateway-2")));
    }

    private static int status(MerchantClient client) throws Exception {
        return client.get("/payments?limit=1").status();
    }

    @Test
    void rejectsRevokedKeyWithinOneSecond() throws Exception {
        Response made = admin.post("/admin/api-keys", "{\"name\":\"to be revoked\"}");
        for (MerchantClient client : everywhere(made)) {
            await().atMost(Duration.ofSeconds(1)).until(() -> status(client), status -> status == 200);
        }

        assertThat(admin.delete("/admin/api-keys/" + made.text("id")).status()).isEqualTo(204);

        for (MerchantClient client : everywhere(made)) {
            await().atMost(Duration.ofSeconds(1))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> status(client), status -> status == 401);
        }
    }

    @Test
    void acceptsBothKeysDuringOverlapOfRotation() throws Exception {
        Response old = admin.post("/admin/api-keys", "{\"name\":\"to be rotated\"}");
        Response made = admin.post("/admin/api-keys/" + old.text("id") + "/rotate", "{\"overlap_seconds\":5}");
        assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
        for (MerchantClient client : everywhere(made)) {
            await().atMost(Duration.ofSeconds(1)).until(() -> status(client), status -> status == 200);
        }
        for (MerchantClient client : everywhere(old)) {
            assertThat(status(client)).isEqualTo(200);
        }
        for (MerchantClient client : everywhere(old)) {
            await().atMost(Duration.ofSeconds(10)).until(() -> status(client), status -> status == 401);
        }
        for (MerchantClient client : everywhere(made)) {
            assertThat(status(client)).isEqualTo(200);
        }
    }

    @Test
    void rejectsOperationsOutsideOfScopes() throws Exception {
        Response made = admin.post("/admin/api-keys", "{\"name\":\"reader\",\"scopes\":[\"payments:read\"]}");
        for (MerchantClient client : everywhere(made)) {
            await().atMost(Duration.ofSeconds(1)).until(() -> status(client), status -> status == 200);
            Response create = client.createPayment(1, "1.00", "scope");
            assertThat(create.status()).isEqualTo(403);
            assertThat(create.text("code")).isEqualTo("scope_missing");
            assertThat(client.post("/merchant/create", "{}").status()).isEqualTo(403);
            assertThat(client.post("/webhook-deliveries/1/redeliver", "{}").status())
                    .isEqualTo(403);
        }
    }

    /** Gateways report the last use every 15 s. */
    @Test
    void reportsLastUseOfKey() throws Exception {
        Response made = admin.post("/admin/api-keys", "{\"name\":\"used\"}");
        await().atMost(Duration.ofSeconds(1))
                .until(() -> status(everywhere(made).getLast()), status -> status == 200);
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> admin.get("/admin/api-keys?limit=100").body().path("data").findParents("id").stream()
                        .anyMatch(key -> key.path("id").asText().equals(made.text("id"))
                                && key.path("last_used_at").isTextual()));
    }
}
