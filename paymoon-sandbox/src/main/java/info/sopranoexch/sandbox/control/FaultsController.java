package info.sopranoexch.sandbox.control;

import info.sopranoexch.sandbox.fault.Fault;
import info.sopranoexch.sandbox.fault.FaultSwitch;
import info.sopranoexch.sandbox.fault.Faults;
import info.sopranoexch.sandbox.fault.RefundMood;
import info.sopranoexch.sandbox.invoice.DeclinedException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/control/faults")
class FaultsController {
    private final FaultSwitch faults;

    FaultsController(FaultSwitch faults) {
        this.faults = faults;
    }

    /** What is not named works. */
    record FaultsRequest(
            @Nullable Fault create,
            @Nullable Fault query,
            @Nullable Fault refund,
            @Nullable Fault cancel,
            @Nullable RefundMood refundOutcome,
            @Nullable Boolean callbacks,
            @Nullable Boolean externalRefundIds,
            @Nullable Integer times) {}

    @PutMapping
    Faults set(@RequestBody FaultsRequest request) {
        var asked = new Faults(
                Objects.requireNonNullElse(request.create(), Fault.NORMAL),
                Objects.requireNonNullElse(request.query(), Fault.NORMAL),
                Objects.requireNonNullElse(request.refund(), Fault.NORMAL),
                Objects.requireNonNullElse(request.cancel(), Fault.NORMAL),
                Objects.requireNonNullElse(request.refundOutcome(), RefundMood.NORMAL),
                Objects.requireNonNullElse(request.callbacks(), true),
                Objects.requireNonNullElse(request.externalRefundIds(), true),
                request.times());
        Integer times = asked.times();
        if (times != null && (times < 1 || !asked.failsCalls())) {
            throw DeclinedException.badRequest(
                    "times: 1 or more, of calls that one of create, query, refund, cancel fails");
        }
        faults.set(asked);
        return faults.current();
    }

    @GetMapping
    Faults get() {
        return faults.current();
    }

    @DeleteMapping
    Faults reset() {
        faults.reset();
        return faults.current();
    }
}
