package info.sopranoexch.faults.traffic;

import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.ApiResult;
import info.sopranoexch.faults.history.History.Merchant;
import info.sopranoexch.faults.history.PaymentSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One payment from its create to what its plot wants, in a thread of its own. All choices come from the seed. It gives up
 * when the run is over; what it leaves without an answer is asked again then.
 */
final class PaymentScenario implements Runnable {
    private static final List<String> ODD = List.of("twice", "late", "reordered", "forged");
    private static final List<String> FOREIGN = List.of("read", "timeline", "cancel", "refund");
    private static final int PATIENCE = 40;

    private final String name;
    private final Merchant shop;
    private final MerchantApi merchants;
    private final PayerSimulator payers;
    private final RunTimer pace;
    private final Executor executor;
    private final Random random;
    private final ScenarioType plot;
    private final long amount;

    PaymentScenario(
            long seed,
            int number,
            TestMerchants market,
            MerchantApi merchants,
            PayerSimulator payers,
            RunTimer pace,
            Executor executor) {
        this.random = new Random(seed * 1_000_003 + number);
        this.name = "faults-" + seed + "-" + number;
        this.merchants = merchants;
        this.payers = payers;
        this.pace = pace;
        this.executor = executor;
        this.plot = ScenarioType.draw(random);
        List<Merchant> shops = random.nextInt(5) < 2 ? market.good() : market.bad();
        this.shop = shops.get(random.nextInt(shops.size()));
        this.amount = 1_000 + random.nextInt(90_000);
    }

    @Override
    public void run() {
        String paymentId = create();
        if (paymentId == null) {
            return;
        }
        look(paymentId);
        if (random.nextInt(10) == 0) {
            meddle(paymentId);
        }
        switch (plot) {
            case PAID -> pay(paymentId, "paid", "normal");
            case PAID_AND_REFUNDED -> {
                pay(paymentId, "paid", "normal");
                if (awaitSuccess(paymentId)) {
                    refund(paymentId, "all", 0);
                }
            }
            case REFUNDED_IN_PARTS -> {
                pay(paymentId, "paid", "normal");
                if (awaitSuccess(paymentId)) {
                    refund(paymentId, "third", amount / 3);
                    refund(paymentId, "quarter", amount / 4);
                }
            }
            case REFUNDS_RACE -> {
                pay(paymentId, "paid", "normal");
                if (awaitSuccess(paymentId)) {
                    atOnce(
                            () -> refund(paymentId, "first", amount * 6 / 10),
                            () -> refund(paymentId, "second", amount * 7 / 10),
                            () -> refund(paymentId, "rest", 0));
                }
            }
            case DECLINED -> pay(paymentId, "declined", "normal");
            case CANCELLED -> cancel(paymentId);
            case CANCEL_RACES_PAYMENT -> atOnce(() -> cancel(paymentId), () -> pay(paymentId, "paid", "normal"));
            case ODD_CALLBACKS -> pay(paymentId, "paid", ODD.get(random.nextInt(ODD.size())));
            case UNDERPAID -> pay(paymentId, "underpaid", "normal");
            case OVERPAID -> pay(paymentId, "overpaid", "normal");
            case PAID_LATE -> {
                pace.pause(13_000);
                pay(paymentId, "paid", "normal");
            }
            case EXPIRES, NOT_PAID -> {}
        }
        look(paymentId);
    }

    /** @return null when there was no answer before the run was over */
    private @Nullable String create() {
        String key = RequestBodies.key(name, plot.expiresIn(random));
        var request = new ApiRequest.Create(shop.merchantId(), key, amount);
        if (random.nextInt(4) == 0) {
            // The same request at both gateways at once.
            executor.execute(() -> merchants.call(1, shop.account(), request));
        }
        ApiResult answer = insist(request);
        PaymentSnapshot payment = answer instanceof ApiResult.Response told ? told.payment() : null;
        return payment == null ? null : payment.paymentId();
    }

    /** As a merchant does: the same key again, at one gateway or the other, until there is an answer that counts. */
    private ApiResult insist(ApiRequest.Idempotent request) {
        ApiResult answer = new ApiResult.NoResponse("not asked");
        for (int attempt = 0; !pace.isOver() && !answer.isFinal() && !answer.isAccepted(); attempt++) {
            if (attempt > 0) {
                pace.backOff(attempt);
            }
            answer = merchants.call(random.nextInt(merchants.gateways()), shop.account(), request);
        }
        return answer;
    }

    private void cancel(String paymentId) {
        insist(new ApiRequest.Cancel(paymentId, name + "-cancel"));
    }

    private void refund(String paymentId, String what, long minor) {
        insist(new ApiRequest.Refund(paymentId, name + "-" + what, minor));
    }

    private void pay(String paymentId, String outcome, String callbacks) {
        // What was cancelled before Paymoon heard of it is never there to be paid.
        for (int attempt = 1; !payers.act(paymentId, outcome, callbacks) && attempt < PATIENCE; attempt++) {
            if (!pace.backOff(attempt)) {
                return;
            }
        }
    }

    private boolean awaitSuccess(String paymentId) {
        for (int attempt = 0; attempt < PATIENCE && !pace.isOver(); attempt++) {
            PaymentSnapshot payment = look(paymentId);
            if (payment != null && payment.status().equals("success")) {
                return true;
            }
            pace.pause(500);
        }
        return false;
    }

    private @Nullable PaymentSnapshot look(String paymentId) {
        ApiResult answer =
                merchants.call(random.nextInt(merchants.gateways()), shop.account(), new ApiRequest.Read(paymentId));
        return answer instanceof ApiResult.Response told ? told.payment() : null;
    }

    /** Somebody of another account tries, with a payment that there is and with one that there is not. */
    private void meddle(String paymentId) {
        String stranger = merchants.accounts().stream()
                .filter(account -> !account.equals(shop.account()))
                .findFirst()
                .orElseThrow();
        String operation = FOREIGN.get(random.nextInt(FOREIGN.size()));
        int gateway = random.nextInt(merchants.gateways());
        merchants.call(gateway, stranger, new ApiRequest.Foreign(paymentId, operation, true));
        String nobodys = String.format(Locale.ROOT, "pay_%016x%016x", random.nextLong(), random.nextLong());
        merchants.call(gateway, stranger, new ApiRequest.Foreign(nobodys, operation, false));
    }

    private void atOnce(Runnable... steps) {
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (Runnable step : steps) {
            running.add(CompletableFuture.runAsync(step, executor));
        }
        CompletableFuture.allOf(running.toArray(CompletableFuture<?>[]::new)).join();
    }
}
