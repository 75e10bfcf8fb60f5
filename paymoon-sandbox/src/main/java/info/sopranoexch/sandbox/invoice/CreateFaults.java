package info.sopranoexch.sandbox.invoice;

import info.sopranoexch.sandbox.fault.Fault;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Failing creates of magic amounts, counted per external id for the last {@value #REMEMBERED} of them. */
@Component
class CreateFaults {
    private static final int REMEMBERED = 10_000;
    private static final int TIMES = 2;

    private final MagicAmounts magic;
    private final Map<String, Integer> failed = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };

    CreateFaults(MagicAmounts magic) {
        this.magic = magic;
    }

    /** The fault that comes in place of creating it; null: create it. */
    synchronized @Nullable Fault instead(String externalId, BigDecimal amount) {
        Fault fault = magic.whenCreated(amount);
        return fault == Fault.THROTTLED || fault == Fault.OUTAGE
                ? failed.merge(externalId, 1, Integer::sum) <= TIMES ? fault : null
                : null;
    }

    /** Whether the answer to a create that went well is to be withheld. */
    boolean withheld(CreateInvoice.Result result) {
        return result.created() && magic.whenCreated(result.invoice().amount()) == Fault.TIMEOUT_AFTER_SUCCESS;
    }
}
