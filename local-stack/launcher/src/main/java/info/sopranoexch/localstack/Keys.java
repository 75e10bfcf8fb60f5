package info.sopranoexch.localstack;

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

/** The administrator's view of API keys, through the public API of the running stack. */
@Command(
        name = "keys",
        description = "Makes, lists, rotates and revokes API keys of the running stack.",
        mixinStandardHelpOptions = true)
final class Keys {
    private static final String PATH = "/admin/api-keys";

    @Mixin
    private Main.Where where = new Main.Where();

    @Command(description = "Makes a key, and an account of its own unless one is named. The key is shown once.")
    int create(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--scopes", split = ",", description = "such as payments:read; default: all") @Nullable
                    List<String> scopes,
            @Option(names = "--account", description = "an account that exists") @Nullable Long account) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", name);
        if (scopes != null) {
            scopes.forEach(body.putArray("scopes")::add);
        }
        if (account != null) {
            body.put("account_id", account);
        }
        asAdmin(admin -> show(admin.post(PATH, body.toString(), 201)));
        return 0;
    }

    @Command(description = "Lists the keys, newest first; the keys themselves are known to nobody.")
    int list() {
        asAdmin(admin -> {
            String cursor = "";
            do {
                JsonNode page = admin.get(PATH + (cursor.isEmpty() ? "" : "?cursor=" + cursor), 200);
                page.path("data").forEach(Keys::show);
                cursor = page.path("next_cursor").asText("");
            } while (!cursor.isEmpty() && !cursor.equals("null"));
        });
        return 0;
    }

    @Command(description = "Makes a new key in place of one, which goes on working for the overlap.")
    int rotate(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--overlap", description = "such as PT1H; default: the gateway's") @Nullable
                    Duration overlap) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (overlap != null) {
            body.put("overlap_seconds", overlap.toSeconds());
        }
        asAdmin(admin -> show(admin.post(PATH + "/" + id + "/rotate", body.toString(), 201)));
        return 0;
    }

    @Command(description = "Revokes a key, everywhere within a second.")
    int revoke(@Parameters(paramLabel = "ID") String id) {
        asAdmin(admin -> admin.delete(PATH + "/" + id));
        System.out.println("revoked " + id);
        return 0;
    }

    private void asAdmin(Consumer<ApiClient> action) {
        StackFolder folder = where.folder();
        RunningStack stack = RunningStack.require(folder);
        String adminKey = StackSecrets.in(folder.secrets()).get(StackSecrets.ADMIN_KEY);
        try (var admin = new ApiClient(stack.get(RunningStack.API_URL), "X-Admin-Key", adminKey)) {
            action.accept(admin);
        }
    }

    private static void show(JsonNode key) {
        System.out.println(key);
    }
}
