package info.sopranoexch.systemtests;

import info.sopranoexch.systemtests.Paymoon.Callback;
import info.sopranoexch.systemtests.Story.Change;
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

/** Callbacks of many payments, shuffled: all that their stories tell, much of it twice, and forged ones in between. */
record CallbackStorm(List<Call> calls) {
    /** Of each of the payments. */
    static final String AMOUNT = decimal(Story.AMOUNT_MINOR);

    /**
     * @param body the same for both copies of an event
     * @param forgery null when it is genuine
     */
    record Call(Callback callback, String body, @Nullable Forgery forgery) {}

    /**
     * The same random numbers give the same storm, but for the ids of the payments.
     *
     * @param stories of the payments by their ids, in an order of their own
     * @param invoices Paymoon's ids by those of the payments
     * @param size of the storm; what the stories and the forged ones leave of it are second copies
     */
    static CallbackStorm of(
            Map<String, Story> stories, Map<String, String> invoices, int size, int forged, Random random) {
        List<Call> calls = new ArrayList<>();
        stories.forEach((paymentId, story) ->
                story.changes.forEach(change -> calls.add(call(paymentId, invoices.get(paymentId), change, null))));
        List<Call> doubled = new ArrayList<>(calls);
        Collections.shuffle(doubled, random);
        calls.addAll(doubled.subList(0, size - forged - calls.size()));
        List<String> payments = new ArrayList<>(stories.keySet());
        Collections.shuffle(payments, random);
        for (int number = 0; number < forged; number++) {
            String paymentId = payments.get(number);
            Forgery forgery = Forgery.values()[number % Forgery.values().length];
            calls.add(call(
                    paymentId, invoices.get(paymentId), stories.get(paymentId).lie(), forgery));
        }
        Collections.shuffle(calls, random);
        return new CallbackStorm(List.copyOf(calls));
    }

    long forged() {
        return calls.stream().filter(call -> call.callback().forged()).count();
    }

    /** How many tell an event again. */
    long doubled() {
        Set<String> seen = new HashSet<>();
        return calls.stream()
                .map(Call::callback)
                .filter(callback -> !callback.forged() && !seen.add(callback.eventId()))
                .count();
    }

    /** How many are sent after a newer change of the same payment. */
    long overtaken() {
        Map<String, Long> newest = new HashMap<>();
        return calls.stream()
                .map(Call::callback)
                .filter(callback -> !callback.forged()
                        && newest.merge(callback.paymentId(), callback.version(), Math::max) > callback.version())
                .count();
    }

    private static Call call(String paymentId, String invoiceId, Change change, @Nullable Forgery forgery) {
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
