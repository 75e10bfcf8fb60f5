package info.sopranoexch.faults.traffic;

import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.ApiResult;
import info.sopranoexch.faults.history.History.Merchant;
import info.sopranoexch.faults.history.PaymentSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One payment from its create to the end of its scenario. The seed decides everything. The end of the run stops it. */
final class PaymentScenario implements Runnable {
    /** Kinds of payment scenarios, with their shares in percent. */
    private enum Type {
        PAID(22),
        PAID_AND_REFUNDED(8),
        REFUNDED_IN_PARTS(8),
        /** Three concurrent refunds, each above half of the amount: at most one succeeds. */
        CONCURRENT_REFUNDS(8),
        DECLINED(7),
        CANCELLED(8),
        CANCEL_DURING_PAYMENT(8),
        /** Callbacks are duplicated, late or reordered, or follow a forged one. */
        IRREGULAR_CALLBACKS(12),
        UNDERPAID(3),
        OVERPAID(2),
        EXPIRES(5),
        PAID_AFTER_EXPIRY(4),
        NOT_PAID(5);

        private static final int TOTAL = 100;
        private final int share;

        Type(int share) {
            this.share = share;
        }

        static Type random(RandomGenerator random) {
            int drawn = random.nextInt(TOTAL);
            for (Type type : values()) {
                drawn -= type.share;
                if (drawn < 0) {
                    return type;
                }
            }
            throw new IllegalStateException("the shares must add up to 100");
        }

        /** @return 0 for the gateway's default */
        int expiresInSeconds(RandomGenerator random) {
            return this == EXPIRES || this == PAID_AFTER_EXPIRY ? 4 + random.nextInt(8) : 0;
        }
    }

    private static final List<String> IRREGULAR_CALLBACKS = List.of("twice", "late", "reordered", "forged");
    private static final List<String> FOREIGN_OPERATIONS = List.of("read", "timeline", "cancel", "refund");
    private static final int MAX_ATTEMPTS = 40;
    private static final Duration BETWEEN_READS = Duration.ofMillis(500);
    /** Longer than any expiry of {@link Type}. */
    private static final Duration UNTIL_EXPIRED = Duration.ofSeconds(13);

    private final TrafficGenerator.Context context;
    private final MerchantApi api;
    private final Executor executor;
    private final Random random;
    private final String name;
    private final Type type;
    private final Merchant merchant;
    private final long amount;

    /** @param executor runs concurrent steps */
    PaymentScenario(TrafficGenerator.Context context, int number, Executor executor) {
        this.context = context;
        this.api = context.api();
        this.executor = executor;
        this.random = new Random(context.seed() * 1_000_003 + number);
        this.name = "faults-" + context.seed() + "-" + number;
        this.type = Type.random(random);
        List<Merchant> merchants = random.nextInt(5) < 2
                ? context.merchants().withGoodEndpoint()
                : context.merchants().withBadEndpoint();
        this.merchant = merchants.get(random.nextInt(merchants.size()));
        this.amount = 1_000 + random.nextInt(90_000);
    }

    @Override
    public void run() {
        String paymentId = create();
        if (paymentId == null) {
            return;
        }
        read(paymentId);
        if (random.nextInt(10) == 0) {
            sendForeignRequests(paymentId);
        }
        switch (type) {
            case PAID -> pay(paymentId, "paid", "normal");
            case PAID_AND_REFUNDED -> payThen(paymentId, () -> refund(paymentId, "all", 0));
            case REFUNDED_IN_PARTS ->
                payThen(paymentId, () -> {
                    refund(paymentId, "third", amount / 3);
                    refund(paymentId, "quarter", amount / 4);
                });
            case CONCURRENT_REFUNDS ->
                payThen(
                        paymentId,
                        () -> concurrently(
                                () -> refund(paymentId, "first", amount * 6 / 10),
                                () -> refund(paymentId, "second", amount * 7 / 10),
                                () -> refund(paymentId, "rest", 0)));
            case DECLINED -> pay(paymentId, "declined", "normal");
            case CANCELLED -> cancel(paymentId);
            case CANCEL_DURING_PAYMENT -> concurrently(() -> cancel(paymentId), () -> pay(paymentId, "paid", "normal"));
            case IRREGULAR_CALLBACKS ->
                pay(paymentId, "paid", IRREGULAR_CALLBACKS.get(random.nextInt(IRREGULAR_CALLBACKS.size())));
            case UNDERPAID -> pay(paymentId, "underpaid", "normal");
            case OVERPAID -> pay(paymentId, "overpaid", "normal");
            case PAID_AFTER_EXPIRY -> {
                context.timer().pause(UNTIL_EXPIRED);
                pay(paymentId, "paid", "normal");
            }
            case EXPIRES, NOT_PAID -> {}
        }
        read(paymentId);
    }

    /** @return null if the run ended before a response */
    private @Nullable String create() {
        var request = new ApiRequest.Create(merchant.merchantId(), name, amount, type.expiresInSeconds(random));
        if (random.nextInt(4) == 0) {
            // The other gateway receives the same request at the same time.
            executor.execute(() -> api.call(1, merchant.account(), request));
        }
        PaymentSnapshot payment = repeatUntilAccepted(request).payment();
        return payment == null ? null : payment.paymentId();
    }

    /** Repeats a request with its key, at either gateway, until a final response or 202. */
    private ApiResult repeatUntilAccepted(ApiRequest.Idempotent request) {
        ApiResult result = new ApiResult.NoResponse("not sent");
        for (int attempt = 0; !context.timer().hasEnded() && !result.isFinal() && !result.isAccepted(); attempt++) {
            if (attempt > 0) {
                context.timer().backOff(attempt);
            }
            result = api.call(random.nextInt(api.gateways()), merchant.account(), request);
        }
        return result;
    }

    private void cancel(String paymentId) {
        repeatUntilAccepted(new ApiRequest.Cancel(paymentId, name + "-cancel"));
    }

    private void refund(String paymentId, String key, long amountMinor) {
        repeatUntilAccepted(new ApiRequest.Refund(paymentId, name + "-" + key, amountMinor));
    }

    private void pay(String paymentId, String outcome, String callbacks) {
        // A payment that was cancelled before its invoice existed never becomes payable.
        for (int attempt = 1;
                !context.payers().act(paymentId, outcome, callbacks) && attempt < MAX_ATTEMPTS;
                attempt++) {
            if (!context.timer().backOff(attempt)) {
                return;
            }
        }
    }

    private void payThen(String paymentId, Runnable next) {
        pay(paymentId, "paid", "normal");
        for (int attempt = 0; attempt < MAX_ATTEMPTS && !context.timer().hasEnded(); attempt++) {
            PaymentSnapshot payment = read(paymentId);
            if (payment != null && payment.status().equals("success")) {
                next.run();
                return;
            }
            context.timer().pause(BETWEEN_READS);
        }
    }

    private @Nullable PaymentSnapshot read(String paymentId) {
        return api.call(random.nextInt(api.gateways()), merchant.account(), new ApiRequest.Read(paymentId))
                .payment();
    }

    /** Another account requests this payment, and one that does not exist. */
    private void sendForeignRequests(String paymentId) {
        String otherAccount = api.accounts().stream()
                .filter(account -> !account.equals(merchant.account()))
                .findFirst()
                .orElseThrow();
        String operation = FOREIGN_OPERATIONS.get(random.nextInt(FOREIGN_OPERATIONS.size()));
        int gateway = random.nextInt(api.gateways());
        api.call(gateway, otherAccount, new ApiRequest.Foreign(paymentId, operation, true));
        String absent = String.format(Locale.ROOT, "pay_%016x%016x", random.nextLong(), random.nextLong());
        api.call(gateway, otherAccount, new ApiRequest.Foreign(absent, operation, false));
    }

    private void concurrently(Runnable... steps) {
        CompletableFuture.allOf(Stream.of(steps)
                        .map(step -> CompletableFuture.runAsync(step, executor))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
    }
}
