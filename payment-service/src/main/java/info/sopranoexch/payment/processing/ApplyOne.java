package info.sopranoexch.payment.processing;

import java.time.Instant;
import org.springframework.stereotype.Component;

/** Applies one record. */
@Component
class ApplyOne {
    private final ApplyCommand command;
    private final ApplyReport report;

    ApplyOne(ApplyCommand command, ApplyReport report) {
        this.command = command;
        this.report = report;
    }

    void apply(Workbench bench, Incoming in, Instant now) {
        switch (in) {
            case Incoming.Command given -> command.apply(bench, given, now);
            case Incoming.Report given -> report.apply(bench, given, now);
        }
    }
}
