package info.sopranoexch.localstack;

import info.sopranoexch.localstack.infrastructure.ProjectRoot;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        description = "Starts everything and stays until Ctrl-C or ./soprano down.",
        mixinStandardHelpOptions = true)
final class Up implements Callable<Integer> {
    @Mixin
    private Main.Where where = new Main.Where();

    @Option(names = "--fresh", description = "start empty: delete data and secrets first")
    private boolean fresh;

    @Option(names = "--free-ports", description = "use free ports only, none of the usual ones")
    private boolean freePorts;

    @Option(names = "--instances", defaultValue = "1", description = "of each of the four services")
    private int instances;

    @Override
    public Integer call() throws InterruptedException {
        StackFolder folder = where.folder();
        var progress = new Progress(System.out);
        var options =
                new LocalStack.Options(ProjectRoot.find(), folder.home(), fresh, freePorts, instances).withRestarts();
        LocalStack stack = LocalStack.start(options, progress);
        System.out.println(greeting(stack, Bootstrap.of(stack)));
        // Until Ctrl-C or ./soprano down; the stack stops itself then.
        new CountDownLatch(1).await();
        return 0;
    }

    private static String greeting(LocalStack stack, Bootstrap bootstrap) {
        return String.format(
                Locale.ROOT,
                """

                base URL     %s
                API key      %s
                merchant id  %d
                sandbox      %s   plays Paymoon

                export SOPRANO_BASE_URL=%s SOPRANO_API_KEY=%s SOPRANO_MERCHANT_ID=%d

                curl %s/payment/create -H 'X-API-Key: %s' -H 'Content-Type: application/json' \\
                  -d '{"merchant_id": %d, "amount": 1000.00, "currency": "RUB", "description": "Payment for order #12345"}'

                Ctrl-C stops it all; data stay.""",
                stack.apiUrl(),
                bootstrap.apiKey(),
                bootstrap.merchantId(),
                stack.sandboxUrl(),
                stack.apiUrl(),
                bootstrap.apiKey(),
                bootstrap.merchantId(),
                stack.apiUrl(),
                bootstrap.apiKey(),
                bootstrap.merchantId());
    }
}
