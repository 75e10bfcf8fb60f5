package info.sopranoexch.provider.invoice;

import info.sopranoexch.provider.answer.Origin;
import info.sopranoexch.provider.answer.ProviderAnswer;
import info.sopranoexch.provider.answer.ProviderEventPublisher;
import info.sopranoexch.provider.answer.ProviderEventPublisher.Said;
import info.sopranoexch.provider.answer.RefundReport;
import info.sopranoexch.provider.answer.RefundStatus;
import info.sopranoexch.provider.invoice.Work.Task;
import info.sopranoexch.provider.paymoon.Paymoon;
import info.sopranoexch.provider.paymoon.RefundOrder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Carries out one piece of work and tells what came of it. */
@Component
class AskProvider {
    private static final Logger log = LoggerFactory.getLogger(AskProvider.class);

    private final Paymoon provider;
    private final ProviderEventPublisher publisher;
    private final InstantSource clock;
    private final CallMetrics metrics;

    AskProvider(Paymoon provider, ProviderEventPublisher publisher, InstantSource clock, CallMetrics metrics) {
        this.provider = provider;
        this.publisher = publisher;
        this.clock = clock;
        this.metrics = metrics;
    }

    void ask(Work work) {
        long start = System.nanoTime();
        ProviderAnswer answer = carryOut(work);
        long nanos = System.nanoTime() - start;
        String outcome = metrics.called(work.kind(), answer, nanos);
        log.debug(
                "asked kind={} payment_id={} cause={} outcome={} millis={}",
                work.kind(),
                work.order().paymentId(),
                work.causeId(),
                outcome,
                nanos / 1_000_000);
        publisher.publish(List.of(new Said(origin(work), answer)));
    }

    private ProviderAnswer carryOut(Work work) {
        try {
            return switch (work.task()) {
                case Task.Ensure(boolean triedBefore) -> provider.ensure(work.order(), triedBefore);
                case Task.Query _ -> provider.query(work.order());
                case Task.Refund(RefundOrder refund) -> provider.refund(work.order(), refund);
                case Task.Cancel _ -> provider.cancel(work.order());
            };
        } catch (RuntimeException e) {
            // A fault of our own. It may have struck after Paymoon acted, so no more than unknown can be said.
            log.error("work failed payment_id={} cause={}", work.order().paymentId(), work.causeId(), e);
            return new ProviderAnswer.Unknown("internal error");
        }
    }

    private Origin origin(Work work) {
        Instant now = clock.instant();
        return new Origin(
                work.kind(),
                work.order().paymentId(),
                work.causeId(),
                null,
                askedRefund(work.task()),
                now,
                now,
                work.traceparent());
    }

    private static @Nullable RefundReport askedRefund(Task task) {
        return task instanceof Task.Refund(RefundOrder refund)
                ? new RefundReport(refund.refundId(), null, refund.amountMinor(), RefundStatus.PENDING)
                : null;
    }
}
