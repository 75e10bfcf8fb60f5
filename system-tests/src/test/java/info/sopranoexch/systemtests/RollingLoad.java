package info.sopranoexch.systemtests;

import info.sopranoexch.systemtests.MerchantClient.Response;
import info.sopranoexch.systemtests.Paymoon.Callback;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Creates, pays and reads payments at a constant rate through a load balancer. No request is repeated. */
final class RollingLoad implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(150);
    private static final String SECRET = Stack.shared().paymoonSecret();
    private static final String AMOUNT = "7.00";

    /**
     * @param created status of the create
     * @param createMillis duration of the create
     * @param failures descriptions; empty without failures
     */
    record Sent(String paymentId, int created, long createMillis, List<String> failures) {}

    private final Balancer balancer;
    private final TestMerchant merchant;
    /** One client for each gateway, with persistent connections. */
    private final Map<String, MerchantClient> merchants = new ConcurrentHashMap<>();

    private final Sandbox sandbox = new Sandbox();
    private final Map<String, Paymoon> paymoons = new ConcurrentHashMap<>();
    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    RollingLoad(Balancer balancer, TestMerchant merchant) {
        this.balancer = balancer;
        this.merchant = merchant;
        clock.scheduleAtFixedRate(() -> threads.execute(this::one), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Completed payments. */
    int done() {
        return sent.size();
    }

    /** Stops sending and waits for outstanding responses. */
    List<Sent> finish() {
        clock.shutdown();
        threads.close();
        return List.copyOf(sent);
    }

    private void one() {
        List<String> failures = new ArrayList<>();
        String paymentId = "";
        int status = 0;
        long begin = System.nanoTime();
        long millis = 0;
        try {
            Response created = client().createPayment(
                            merchant.merchantId(), AMOUNT, UUID.randomUUID().toString());
            millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
            status = created.status();
            paymentId = created.text("payment_id");
            if (status != 201 && status != 202) {
                failures.add("create: " + created);
            }
            String invoiceId = sandbox.awaitInvoice(paymentId);
            call(new Callback(eventId(), paymentId, invoiceId, "processing", 100, false), failures);
            call(new Callback(eventId(), paymentId, invoiceId, "paid", 101, false), failures);
            Response read = client().payment(paymentId);
            // A payment with status 202 may not be applied yet.
            if (read.status() != 200 && !(status == 202 && read.status() == 404)) {
                failures.add("read: " + read);
            }
        } catch (IOException | RuntimeException e) {
            failures.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failures.add(e.toString());
        }
        sent.add(new Sent(paymentId, status, millis, failures));
    }

    private void call(Callback callback, List<String> failures) throws IOException, InterruptedException {
        int status = paymoons.computeIfAbsent(balancer.next(), url -> new Paymoon(url, SECRET))
                .call(callback, AMOUNT);
        if (status != 200) {
            failures.add(callback + ": " + status);
        }
    }

    private MerchantClient client() {
        return merchants.computeIfAbsent(balancer.next(), merchant.client()::at);
    }

    private static String eventId() {
        return "evt_" + UUID.randomUUID();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        threads.close();
    }
}
