package info.sopranoexch.gateway.admission;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides whether a request is worked on, at once and without waiting. The only place of this decision: today by fixed
 * limits for each class of requests, so that an adaptive algorithm can replace them here.
 */
@Component
class Admission {
    private final Map<RequestClass, Budget> budgets = new EnumMap<>(RequestClass.class);
    private final int maxAnswerBytes;
    private final Semaphore answerBytes;
    private final long deadlineNanos;
    private final AdmissionMetrics metrics;

    Admission(AdmissionSettings settings, AdmissionMetrics metrics) {
        this.metrics = metrics;
        budget(
                RequestClass.COMMANDS,
                settings.commands(),
                settings.commandBytes().toBytes());
        budget(RequestClass.API, settings.apiRequests(), settings.apiBytes().toBytes());
        budget(
                RequestClass.CALLBACKS,
                settings.callbacks(),
                settings.callbackBytes().toBytes());
        budget(RequestClass.PAGES, settings.pages(), 0);
        budget(RequestClass.EVENT_STREAMS, settings.eventStreams(), 0);
        budget(RequestClass.HEALTH, settings.healthChecks(), 0);
        this.maxAnswerBytes = Math.toIntExact(settings.answerBytes().toBytes());
        this.answerBytes = new Semaphore(maxAnswerBytes);
        this.deadlineNanos = settings.deadline().toNanos();
        metrics.showAnswerBytes(() -> maxAnswerBytes - answerBytes.availablePermits());
    }

    private void budget(RequestClass requestClass, int requests, long bytes) {
        var budget = new Budget(requests, bytes);
        budgets.put(requestClass, budget);
        metrics.show(requestClass, budget);
    }

    /**
     * @param bodyBytes that the request may bring; ignored for a class whose handlers read no body
     * @return to be closed when the request has been answered; null if it must be refused
     */
    @Nullable
    AdmittedRequest admit(RequestClass requestClass, int bodyBytes, BooleanSupplier clientHasGone) {
        Budget budget = budgets.get(requestClass);
        if (budget == null) {
            throw new IllegalStateException("Indicates a bug: no budget for " + requestClass);
        }
        int taken = budget.hasBodies() ? bodyBytes : 0;
        boolean admitted = budget.take(taken);
        metrics.decided(requestClass, admitted);
        return admitted ? new AdmittedRequest(this, budget, taken, clientHasGone) : null;
    }

    boolean takeAnswerBytes(int bytes) {
        return answerBytes.tryAcquire(bytes);
    }

    void giveBackAnswerBytes(int bytes) {
        answerBytes.release(bytes);
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    void dropped(DropReason reason) {
        metrics.dropped(reason);
    }
}
