package info.sopranoexch.sandbox.invoice;

import info.sopranoexch.sandbox.fault.Fault;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Faults of creates with magic amounts. Counts them for the last {@value #REMEMBERED} external ids. */
@Component
class MagicCreateFaults {
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

    MagicCreateFaults(MagicAmounts magic) {
        this.magic = magic;
    }

    /** Returns the fault that replaces the creation, or null to create the invoice. */
    synchronized @Nullable Fault insteadOfCreation(String externalId, BigDecimal amount) {
        Fault fault = magic.of(amount).create();
        return fault == Fault.THROTTLED || fault == Fault.OUTAGE
                ? failed.merge(externalId, 1, Integer::sum) <= TIMES ? fault : null
                : null;
    }

    /** Returns whether a successful create must not respond. */
    boolean hidesResponse(CreateInvoice.Result result) {
        return result.created() && magic.of(result.invoice().amount()).create() == Fault.TIMEOUT_AFTER_SUCCESS;
    }
}
