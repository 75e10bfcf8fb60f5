package info.sopranoexch.systemtests;

import info.sopranoexch.systemtests.CallbackScenario.Change;
import info.sopranoexch.systemtests.Paymoon.Callback;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The callbacks of many payments in random order, with duplicates and forged callbacks. */
record ShuffledCallbacks(List<Call> calls) {
    /** The amount of each payment. */
    static final String AMOUNT = decimal(CallbackScenario.AMOUNT_MINOR);

    /**
     * @param body equal for both copies of an event
     * @param forgery null for a genuine callback
     */
    record Call(Callback callback, String body, @Nullable ForgedCallback forgery) {}

    /**
     * The same seed gives the same callbacks, except for payment ids.
     *
     * @param scenarios by payment id
     * @param invoices Paymoon's invoice ids by payment id
     * @param size total number; duplicates fill it up
     */
    static ShuffledCallbacks of(
            Map<String, CallbackScenario> scenarios,
            Map<String, String> invoices,
            int size,
            int forged,
            Random random) {
        List<Call> calls = new ArrayList<>();
        scenarios.forEach((paymentId, scenario) ->
                scenario.changes.forEach(change -> calls.add(call(paymentId, invoices.get(paymentId), change, null))));
        List<Call> duplicates = new ArrayList<>(calls);
        Collections.shuffle(duplicates, random);
        calls.addAll(duplicates.subList(0, size - forged - calls.size()));
        List<String> payments = new ArrayList<>(scenarios.keySet());
        Collections.shuffle(payments, random);
        for (int number = 0; number < forged; number++) {
            String paymentId = payments.get(number);
            ForgedCallback forgery = ForgedCallback.values()[number % ForgedCallback.values().length];
            calls.add(call(
                    paymentId, invoices.get(paymentId), scenarios.get(paymentId).forgedChange(), forgery));
        }
        Collections.shuffle(calls, random);
        return new ShuffledCallbacks(List.copyOf(calls));
    }

    long forged() {
        return calls.stream().filter(call -> call.callback().forged()).count();
    }

    /** The number of duplicates. */
    long duplicates() {
        Set<String> seen = new HashSet<>();
        return calls.stream()
                .map(Call::callback)
                .filter(callback -> !callback.forged() && !seen.add(callback.eventId()))
                .count();
    }

    /** The number of callbacks that follow a newer change of the same payment. */
    long reordered() {
        Map<String, Long> newest = new HashMap<>();
        return calls.stream()
                .map(Call::callback)
                .filter(callback -> !callback.forged()
                        && newest.merge(callback.paymentId(), callback.version(), Math::max) > callback.version())
                .count();
    }

    private static Call call(String paymentId, String invoiceId, Change change, @Nullable ForgedCallback forgery) {
        String eventId = String.format(Locale.ROOT, "evt_%s_%d", paymentId.replaceFirst("^pay_", ""), change.version());
        var callback = new Callback(eventId, paymentId, invoiceId, change.status(), change.version(), forgery != null);
        String refund = change.refundedMinor() == 0 ? null : refund(eventId, change);
        return new Call(callback, Paymoon.body(callback, AMOUNT, decimal(change.paidMinor()), refund), forgery);
    }

    private static String refund(String eventId, Change change) {
        String id =
                change.refund() == null ? "null" : String.format(Locale.ROOT, "\"rf_%s_%s\"", eventId, change.refund());
        return String.format(Locale.ROOT, """
                {"refund_id":%s,"external_refund_id":null,"amount":"%s","status":"succeeded"}""", id, decimal(change.refundedMinor()));
    }

    private static String decimal(long minor) {
        return BigDecimal.valueOf(minor, 2).toPlainString();
    }
}
