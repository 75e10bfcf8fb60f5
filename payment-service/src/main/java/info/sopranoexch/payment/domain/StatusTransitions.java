package info.sopranoexch.payment.domain;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Decides for each pair of statuses whether a payment can change from one to the other. */
public final class StatusTransitions {
    /** The decision for a pair of statuses. */
    public enum Transition {
        /** Nothing changes: the payment already has the status, or the report is older than the status. */
        NONE,
        /** The status changes and the merchant is informed. */
        ALLOWED,
        /** Money arrived after the payment ended: the merchant's {@link LateSuccessPolicy} decides. */
        LATE_SUCCESS,
        /** Not allowed: success never returns to an earlier status, and an ended payment changes only if it is paid. */
        FORBIDDEN
    }

    private static final Map<PaymentStatus, Map<PaymentStatus, Transition>> TABLE = parse("""
            from               pending   processing success      failed    expired   cancelled partially_refunded refunded
            pending            none      allowed    allowed      allowed   allowed   allowed   forbidden          forbidden
            processing         forbidden none       allowed      allowed   allowed   allowed   forbidden          forbidden
            success            forbidden forbidden  none         forbidden forbidden forbidden allowed            allowed
            failed             forbidden forbidden  late_success none      forbidden forbidden forbidden          forbidden
            expired            forbidden forbidden  late_success forbidden none      forbidden forbidden          forbidden
            cancelled          forbidden forbidden  late_success forbidden forbidden none      forbidden          forbidden
            partially_refunded forbidden forbidden  none         forbidden forbidden forbidden allowed            allowed
            refunded           forbidden forbidden  none         forbidden forbidden forbidden none               allowed
            """);

    private StatusTransitions() {}

    /** @throws IllegalStateException if the table has no entry for the pair */
    public static Transition transition(PaymentStatus from, PaymentStatus to) {
        Transition transition = TABLE.getOrDefault(from, Map.of()).get(to);
        if (transition == null) {
            throw new IllegalStateException("no transition defined from " + from + " to " + to);
        }
        return transition;
    }

    private static Map<PaymentStatus, Map<PaymentStatus, Transition>> parse(String text) {
        var table = new EnumMap<PaymentStatus, Map<PaymentStatus, Transition>>(PaymentStatus.class);
        String[] lines = text.strip().split("\n", -1);
        String[] to = lines[0].split(" +", -1);
        for (int row = 1; row < lines.length; row++) {
            String[] cells = lines[row].split(" +", -1);
            var transitions = new EnumMap<PaymentStatus, Transition>(PaymentStatus.class);
            for (int column = 1; column < cells.length; column++) {
                transitions.put(
                        HasCode.of(PaymentStatus.class, to[column]),
                        Transition.valueOf(cells[column].toUpperCase(Locale.ROOT)));
            }
            table.put(HasCode.of(PaymentStatus.class, cells[0]), Map.copyOf(transitions));
        }
        return Map.copyOf(table);
    }
}
