package info.sopranoexch.payment.domain;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What becomes of a payment in one status when something speaks for another: every pair is decided here. */
public final class Transitions {
    /** The decision for a pair of statuses. */
    public enum Verdict {
        /** Nothing changes: it is there already, or what is said is older news. */
        STAYS,
        /** The status changes and the merchant is told. */
        MOVES,
        /** Money came after the end: the merchant's policy decides. */
        LATE,
        /** Never: no status goes back from success, and nothing but money reopens an ended payment. */
        NEVER
    }

    private static final Map<PaymentStatus, Map<PaymentStatus, Verdict>> TABLE = table("""
            from \\ to          pending processing success failed expired cancelled partially_refunded refunded
            pending            stays   moves      moves   moves  moves   moves     never              never
            processing         never   stays      moves   moves  moves   moves     never              never
            success            never   never      stays   never  never   never     moves              moves
            failed             never   never      late    stays  never   never     never              never
            expired            never   never      late    never  stays   never     never              never
            cancelled          never   never      late    never  never   stays     never              never
            partially_refunded never   never      stays   never  never   never     moves              moves
            refunded           never   never      stays   never  never   never     stays              moves
            """);

    private Transitions() {}

    /** Total: there is a verdict for every pair. */
    public static Verdict verdict(PaymentStatus from, PaymentStatus to) {
        Verdict verdict = TABLE.getOrDefault(from, Map.of()).get(to);
        if (verdict == null) {
            throw new IllegalStateException("undecided: " + from + " to " + to);
        }
        return verdict;
    }

    /** The table as a Mermaid state diagram. */
    public static String diagram() {
        var text = new StringBuilder("stateDiagram-v2\n    [*] --> pending\n");
        for (PaymentStatus from : PaymentStatus.values()) {
            for (PaymentStatus to : PaymentStatus.values()) {
                switch (verdict(from, to)) {
                    case MOVES -> text.append(String.format(Locale.ROOT, "    %s --> %s\n", from.code(), to.code()));
                    case LATE ->
                        text.append(
                                String.format(Locale.ROOT, "    %s --> %s: late, by policy\n", from.code(), to.code()));
                    case STAYS, NEVER -> {}
                }
            }
        }
        return text.toString();
    }

    private static Map<PaymentStatus, Map<PaymentStatus, Verdict>> table(String text) {
        var table = new EnumMap<PaymentStatus, Map<PaymentStatus, Verdict>>(PaymentStatus.class);
        String[] lines = text.strip().split("\n", -1);
        String[] to = lines[0].replace("from \\ to", "from").split(" +", -1);
        for (int row = 1; row < lines.length; row++) {
            String[] cells = lines[row].split(" +", -1);
            var verdicts = new EnumMap<PaymentStatus, Verdict>(PaymentStatus.class);
            for (int column = 1; column < cells.length; column++) {
                verdicts.put(PaymentStatus.of(to[column]), Verdict.valueOf(cells[column].toUpperCase(Locale.ROOT)));
            }
            table.put(PaymentStatus.of(cells[0]), Map.copyOf(verdicts));
        }
        return Map.copyOf(table);
    }
}
