package info.sopranoexch.sandbox.invoice;

import info.sopranoexch.sandbox.callback.Announcement;
import info.sopranoexch.sandbox.callback.CallbackMode;
import info.sopranoexch.sandbox.callback.Callbacks;
import info.sopranoexch.sandbox.fault.FaultSwitch;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells of changes as the mode and the switch say, within the transaction that makes them. */
@Component
class Telling {
    private final Announcements announcements;
    private final Callbacks callbacks;
    private final FaultSwitch faults;

    Telling(Announcements announcements, Callbacks callbacks, FaultSwitch faults) {
        this.announcements = announcements;
        this.callbacks = callbacks;
        this.faults = faults;
    }

    /** @param changes of one invoice, oldest first */
    void tell(CallbackMode mode, List<Invoice> changes, @Nullable Duration lateBy) {
        List<Announcement> told = changes.stream().map(announcements::of).toList();
        tell(mode, told, changes.getLast(), lateBy);
    }

    void tell(Invoice invoice, Refund refund) {
        Refund named = faults.current().externalRefundIds() ? refund : refund.withoutExternalId();
        tell(CallbackMode.NORMAL, List.of(announcements.of(invoice, named)), invoice, null);
    }

    private void tell(CallbackMode mode, List<Announcement> told, Invoice last, @Nullable Duration lateBy) {
        CallbackMode effective = faults.current().callbacks() ? mode : CallbackMode.NONE;
        callbacks.tell(effective, told, announcements.lie(last), lateBy);
    }
}
