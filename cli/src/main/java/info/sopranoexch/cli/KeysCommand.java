package info.sopranoexch.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Manages API keys through the administration API. */
@Command(name = "keys", description = "Creates, lists, rotates and revokes API keys.", mixinStandardHelpOptions = true)
final class KeysCommand {
    private static final String PATH = "/admin/api-keys";
    private static final int CREATED = 201;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Command(description = "Creates a key, and a new account unless --account is given. Shows the key once.")
    int create(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--scopes", split = ",", description = "such as payments:read; default: all") @Nullable
                    List<String> scopes,
            @Option(names = "--account", description = "id of an existing account") @Nullable Long account) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", name);
        if (scopes != null) {
            scopes.forEach(body.putArray("scopes")::add);
        }
        if (account != null) {
            body.put("account_id", account);
        }
        asAdmin(api -> show(api.post(PATH, body.toString(), CREATED)));
        return 0;
    }

    @Command(description = "Lists the keys without their secrets, newest first.")
    int list() {
        asAdmin(api -> api.forEach(PATH, KeysCommand::show));
        return 0;
    }

    @Command(description = "Creates a replacement of a key. The old key stays valid for the overlap.")
    int rotate(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--overlap", description = "such as PT1H; default: the gateway's") @Nullable
                    Duration overlap) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (overlap != null) {
            body.put("overlap_seconds", overlap.toSeconds());
        }
        asAdmin(api -> show(api.post(PATH + "/" + id + "/rotate", body.toString(), CREATED)));
        return 0;
    }

    @Command(description = "Revokes a key. All gateways reject it within a second.")
    int revoke(@Parameters(paramLabel = "ID") String id) {
        asAdmin(api -> api.delete(PATH + "/" + id));
        System.out.println("revoked " + id);
        return 0;
    }

    private void asAdmin(Consumer<ApiClient> action) {
        try (ApiClient api = connection.adminApi()) {
            action.accept(api);
        }
    }

    private static void show(JsonNode key) {
        System.out.println(key);
    }
}
