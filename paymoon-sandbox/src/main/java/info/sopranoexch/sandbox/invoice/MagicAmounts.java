package info.sopranoexch.sandbox.invoice;

import info.sopranoexch.sandbox.callback.CallbackMode;
import info.sopranoexch.sandbox.fault.Fault;
import info.sopranoexch.sandbox.fault.FaultProperties;
import java.math.BigDecimal;
import java.util.List;
import org.springframework.stereotype.Component;

/** Whole amounts, in any currency, that change the creation or the payment of an invoice. */
@Component
public class MagicAmounts {
    public static final List<Magic> ALL = List.of(
            payment(7701, "declined", PaymentOutcome.DECLINED, CallbackMode.NORMAL),
            payment(7702, "underpaid by half", PaymentOutcome.UNDERPAID, CallbackMode.NORMAL),
            payment(7703, "overpaid twofold", PaymentOutcome.OVERPAID, CallbackMode.NORMAL),
            payment(7704, "paid, never called back", PaymentOutcome.PAID, CallbackMode.NONE),
            payment(7705, "paid, called back twice", PaymentOutcome.PAID, CallbackMode.TWICE),
            payment(7706, "paid, called back late", PaymentOutcome.PAID, CallbackMode.LATE),
            payment(
                    7707,
                    "processing, then paid; callbacks in reverse order",
                    PaymentOutcome.PAID,
                    CallbackMode.REORDERED),
            payment(7708, "paid, after a forged callback with status failed", PaymentOutcome.PAID, CallbackMode.FORGED),
            payment(7709, "stays processing", PaymentOutcome.PROCESSING, CallbackMode.NORMAL),
            creation(7711, "create succeeds without a response, once", Fault.TIMEOUT_AFTER_SUCCESS),
            creation(7712, "create responds 429, twice", Fault.THROTTLED),
            creation(7713, "create responds 503, twice", Fault.OUTAGE));

    private static final Magic NONE = payment(0, "paid, called back once", PaymentOutcome.PAID, CallbackMode.NORMAL);

    private final boolean enabled;

    MagicAmounts(FaultProperties properties) {
        this.enabled = properties.magicAmounts();
    }

    /**
     * Effects of an amount.
     *
     * @param outcome outcome of the payer's attempt to pay
     * @param callbacks mode of the callbacks of the payment
     * @param create fault of the creation; {@code NORMAL} for none
     */
    public record Magic(int amount, String description, PaymentOutcome outcome, CallbackMode callbacks, Fault create) {}

    /** Returns the effects of the amount; without magic the invoice is paid and called back once. */
    Magic of(BigDecimal amount) {
        return ALL.stream()
                .filter(magic -> enabled && amount.compareTo(BigDecimal.valueOf(magic.amount())) == 0)
                .findFirst()
                .orElse(NONE);
    }

    private static Magic payment(int amount, String description, PaymentOutcome outcome, CallbackMode callbacks) {
        return new Magic(amount, description, outcome, callbacks, Fault.NORMAL);
    }

    private static Magic creation(int amount, String description, Fault fault) {
        return new Magic(amount, description, PaymentOutcome.PAID, CallbackMode.NORMAL, fault);
    }
}
