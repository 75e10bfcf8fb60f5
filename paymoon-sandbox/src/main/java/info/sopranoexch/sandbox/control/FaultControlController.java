package info.sopranoexch.sandbox.control;

import info.sopranoexch.sandbox.fault.Fault;
import info.sopranoexch.sandbox.fault.FaultSwitch;
import info.sopranoexch.sandbox.fault.Faults;
import info.sopranoexch.sandbox.fault.RefundOutcome;
import info.sopranoexch.sandbox.invoice.ApiException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Control API of faults. */
@RestController
@RequestMapping("/control/faults")
class FaultControlController {
    private final FaultSwitch faults;

    FaultControlController(FaultSwitch faults) {
        this.faults = faults;
    }

    /** A missing field ends its fault. */
    record FaultsRequest(
            @Nullable Fault create,
            @Nullable Fault query,
            @Nullable Fault refund,
            @Nullable Fault cancel,
            @Nullable RefundOutcome refundOutcome,
            @Nullable Boolean callbacks,
            @Nullable Boolean externalRefundIds,
            @Nullable Integer times) {}

    @PutMapping
    Faults set(@RequestBody FaultsRequest request) {
        var requested = new Faults(
                Objects.requireNonNullElse(request.create(), Fault.NORMAL),
                Objects.requireNonNullElse(request.query(), Fault.NORMAL),
                Objects.requireNonNullElse(request.refund(), Fault.NORMAL),
                Objects.requireNonNullElse(request.cancel(), Fault.NORMAL),
                Objects.requireNonNullElse(request.refundOutcome(), RefundOutcome.NORMAL),
                Objects.requireNonNullElse(request.callbacks(), true),
                Objects.requireNonNullElse(request.externalRefundIds(), true),
                request.times());
        Integer times = requested.times();
        if (times != null && (times < 1 || !requested.failsCalls())) {
            throw ApiException.badRequest("times: 1 or more, together with a fault of create, query, refund or cancel");
        }
        faults.set(requested);
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
