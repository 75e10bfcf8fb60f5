package info.sopranoexch.sandbox.invoice;

import info.sopranoexch.sandbox.callback.CallbackMode;
import info.sopranoexch.sandbox.fault.Fault;
import info.sopranoexch.sandbox.fault.FaultProperties;
import info.sopranoexch.sandbox.invoice.Scenario.Outcome;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whole amounts, in any currency, that make something special of an invoice. The one list of them, for code and page. */
@Component
public class MagicAmounts {
    public static final List<Magic> ALL = List.of(
            pays(7701, "declined", Outcome.DECLINED, CallbackMode.NORMAL),
            pays(7702, "underpaid by half", Outcome.UNDERPAID, CallbackMode.NORMAL),
            pays(7703, "overpaid twofold", Outcome.OVERPAID, CallbackMode.NORMAL),
            pays(7704, "paid, never called back", Outcome.PAID, CallbackMode.NONE),
            pays(7705, "paid, called back twice", Outcome.PAID, CallbackMode.TWICE),
            pays(7706, "paid, called back late", Outcome.PAID, CallbackMode.LATE),
            pays(7707, "processing, then paid; told the other way round", Outcome.PAID, CallbackMode.REORDERED),
            pays(7708, "paid; a forged callback says failed first", Outcome.PAID, CallbackMode.FORGED),
            pays(7709, "stays processing", Outcome.PROCESSING, CallbackMode.NORMAL),
            creates(7711, "create succeeds but does not answer, once", Fault.TIMEOUT_AFTER_SUCCESS),
            creates(7712, "create is answered 429, twice", Fault.THROTTLED),
            creates(7713, "create is answered 503, twice", Fault.OUTAGE));

    private final boolean enabled;

    MagicAmounts(FaultProperties properties) {
        this.enabled = properties.magicAmounts();
    }

    /**
     * One of them.
     *
     * @param scenario what happens when the payer pays; null: all as usual
     * @param create how creating it fails; null: all as usual
     */
    public record Magic(
            int amount,
            String what,
            @Nullable Scenario scenario,
            @Nullable Fault create) {}

    Scenario whenPaid(Invoice invoice) {
        return of(invoice.amount())
                .flatMap(magic -> Optional.ofNullable(magic.scenario()))
                .orElse(Scenario.PAID);
    }

    @Nullable
    Fault whenCreated(BigDecimal amount) {
        return of(amount).map(Magic::create).orElse(null);
    }

    private Optional<Magic> of(BigDecimal amount) {
        return enabled
                ? ALL.stream()
                        .filter(magic -> amount.compareTo(BigDecimal.valueOf(magic.amount())) == 0)
                        .findFirst()
                : Optional.empty();
    }

    private static Magic pays(int amount, String what, Outcome outcome, CallbackMode callbacks) {
        return new Magic(amount, what, new Scenario(outcome, callbacks), null);
    }

    private static Magic creates(int amount, String what, Fault fault) {
        return new Magic(amount, what, null, fault);
    }
}
