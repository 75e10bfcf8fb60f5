package info.sopranoexch.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import info.sopranoexch.localstack.infrastructure.ProjectRoot;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = "Takes a payment from create to its signed webhook; starts and stops the stack if it is not up.",
        mixinStandardHelpOptions = true)
final class Demo implements Callable<Integer> {
    private static final long WEBHOOK_SECONDS = 30;

    @Mixin
    private Main.Where where = new Main.Where();

    @Option(names = "--free-ports", description = "use free ports only, none of the usual ones")
    private boolean freePorts;

    private final Progress progress = new Progress(System.out);

    @Override
    public Integer call() throws Exception {
        StackFolder folder = where.folder();
        Optional<RunningStack> running = RunningStack.in(folder);
        if (running.isPresent()) {
            RunningStack stack = running.get();
            pay(stack.get("api-url"), stack.get("sandbox-url"), stack.get("admin-key"));
            return 0;
        }
        var options = new LocalStack.Options(ProjectRoot.find(), folder.home(), false, freePorts, 1);
        try (LocalStack stack = LocalStack.start(options, progress)) {
            Bootstrap.of(stack);
            pay(stack.apiUrl(), stack.sandboxUrl(), stack.adminKey());
        }
        progress.say("stopped; ./soprano up starts it to stay");
        return 0;
    }

    private void pay(String apiUrl, String sandboxUrl, String adminKey) throws IOException, InterruptedException {
        try (var receiver = new DemoReceiver();
                var admin = new ApiClient(apiUrl, "X-Admin-Key", adminKey);
                var shop = new ApiClient(apiUrl, "X-API-Key", newKey(admin));
                var sandbox = new ApiClient(sandboxUrl, "X-Demo", "true")) {
            JsonNode merchant = shop.post(
                    "/merchant/create",
                    "{\"name\":\"Demo shop\",\"webhook_url\":\"%s\"}".formatted(receiver.url()),
                    201);
            progress.say("merchant " + merchant.path("id") + " listens at " + receiver.url());
            JsonNode payment = shop.post(
                    "/payment/create",
                    "{\"merchant_id\":%s,\"amount\":1000.00,\"currency\":\"RUB\",\"description\":\"Payment for order #12345\"}"
                            .formatted(merchant.path("id")),
                    201);
            String paymentId = payment.path("payment_id").asText();
            progress.say("created " + payment);
            sandbox.post("/control/invoices/by-external-id/" + paymentId + "/pay", "{\"outcome\":\"paid\"}", 200);
            progress.say("the payer has paid at the sandbox");
            awaitSuccess(receiver, paymentId, merchant.path("webhook_secret").asText());
            String status =
                    shop.get("/payment/" + paymentId, 200).path("status").asText();
            check(status.equals("success"), "the payment reads " + status);
            progress.say("the payment reads " + status);
        }
    }

    private static String newKey(ApiClient admin) {
        return admin.post("/admin/api-keys", "{\"name\":\"demo\"}", 201)
                .path("key")
                .asText();
    }

    private void awaitSuccess(DemoReceiver receiver, String paymentId, String secret)
            throws IOException, InterruptedException {
        String status = "";
        while (!status.equals("success")) {
            DemoReceiver.Webhook webhook = receiver.next(WEBHOOK_SECONDS)
                    .orElseThrow(() -> new IllegalStateException("no webhook within " + WEBHOOK_SECONDS + " s"));
            check(webhook.carries(secret), "X-Webhook-Secret is not the merchant's");
            check(webhook.isSignedWith(secret), "the signature does not verify");
            JsonNode body = new ObjectMapper().readTree(webhook.body());
            check(body.path("payment_id").asText().equals(paymentId), "a webhook of another payment: " + body);
            status = body.path("status").asText();
            progress.say("webhook " + webhook.body());
            progress.say("        secret and signature hold: " + shown(webhook.signature()));
        }
    }

    private static String shown(@Nullable String signature) {
        return signature == null ? "none" : signature;
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
