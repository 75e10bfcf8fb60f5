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
        description = "Starts the stack and runs until Ctrl-C or ./soprano down.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    @Mixin
    private LocalStackCommand.HomeOption where = new LocalStackCommand.HomeOption();

    @Option(names = "--fresh", description = "deletes data and secrets first")
    private boolean fresh;

    @Option(names = "--free-ports", description = "uses free ports instead of the default ports")
    private boolean freePorts;

    @Option(names = "--instances", defaultValue = "1", description = "number of instances of each service")
    private int instances;

    @Override
    public Integer call() throws InterruptedException {
        StackFolder folder = where.folder();
        var progress = new Progress(System.out);
        var options =
                new LocalStack.Options(ProjectRoot.find(), folder.home(), fresh, freePorts, instances).withRestarts();
        LocalStack stack = LocalStack.start(options, progress);
        System.out.println(greeting(stack, FirstMerchant.of(stack)));
        // Ctrl-C or ./soprano down ends the JVM, and a shutdown hook stops the stack.
        new CountDownLatch(1).await();
        return 0;
    }

    private static String greeting(LocalStack stack, FirstMerchant bootstrap) {
        return String.format(
                Locale.ROOT,
                """

                base URL     %s
                API key      %s
                merchant id  %d
                sandbox      %s   (Paymoon)

                export SOPRANO_BASE_URL=%s SOPRANO_API_KEY=%s SOPRANO_MERCHANT_ID=%d

                curl %s/payment/create -H 'X-API-Key: %s' -H 'Content-Type: application/json' \\
                  -d '{"merchant_id": %d, "amount": 1000.00, "currency": "RUB", "description": "Payment for order #12345"}'

                Ctrl-C stops the stack. Data remain.""",
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
