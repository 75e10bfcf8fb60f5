package info.sopranoexch.faults;

import info.sopranoexch.cli.JsonHttpClient;
import info.sopranoexch.faults.history.FinalState;
import info.sopranoexch.faults.history.History;
import info.sopranoexch.faults.injection.FaultInjector;
import info.sopranoexch.faults.injection.FaultSchedule;
import info.sopranoexch.faults.invariants.CheckResult;
import info.sopranoexch.faults.invariants.Invariant;
import info.sopranoexch.faults.traffic.EventFollower;
import info.sopranoexch.faults.traffic.EventTopicReader;
import info.sopranoexch.faults.traffic.FinalStateReader;
import info.sopranoexch.faults.traffic.HistoryRecorder;
import info.sopranoexch.faults.traffic.MerchantApi;
import info.sopranoexch.faults.traffic.OutstandingRequests;
import info.sopranoexch.faults.traffic.PayerSimulator;
import info.sopranoexch.faults.traffic.RunTimer;
import info.sopranoexch.faults.traffic.TestMerchants;
import info.sopranoexch.faults.traffic.TrafficGenerator;
import info.sopranoexch.faults.traffic.WebhookEndpoints;
import info.sopranoexch.localstack.LocalStack;
import info.sopranoexch.localstack.infrastructure.StackProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;

/**
 * One run: traffic and faults at the same time, then recovery, then the check. Work in progress at the end of the faults may
 * complete until a timeout, so the check is repeated until it succeeds or the timeout passes.
 */
public final class FaultRun {
    /** Longer than the gateway's own deadlines: 3 s until 202, then 10 s for Kafka. */
    private static final Duration HTTP_DEADLINE = Duration.ofSeconds(20);

    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(2);
    private static final List<String> GATEWAYS = List.of("api-gateway", "api-gateway-2");

    private final LocalStack stack;
    private final FaultRunProperties properties;
    private final Consumer<String> log;
    private final HistoryRecorder recorder = new HistoryRecorder(InstantSource.system());

    /** @param stack with two instances of each service */
    public FaultRun(LocalStack stack, FaultRunProperties properties, Consumer<String> log) {
        this.stack = stack;
        this.properties = properties;
        this.log = log;
    }

    /** Throws {@link UncheckedIOException} if the stack does not respond before the first fault. */
    public FaultRunResult run() throws IOException {
        try (var http = new JsonHttpClient(HTTP_DEADLINE);
                var endpoints = new WebhookEndpoints(recorder);
                var events = new EventTopicReader(stack.bootstrapServers(), stack.registryUrl(), recorder);
                var injector = new FaultInjector(stack.all(), http, stack.sandboxUrl(), log)) {
            var api = new MerchantApi(
                    http,
                    recorder,
                    GATEWAYS.stream().map(stack::apiUrl).toList(),
                    TestMerchants.createAccounts(http, stack.apiUrl(), stack.adminKey()));
            var merchants = TestMerchants.create(api, endpoints, recorder);
            var payers = new PayerSimulator(http, recorder, stack.sandboxUrl());
            var follower = new EventFollower(api, recorder);
            follower.start();
            runTrafficWithFaults(
                    injector, new TrafficGenerator.Context(properties.seed(), merchants, api, payers, new RunTimer()));
            endpoints.heal();
            injector.awaitRecovery();
            log.accept("all processes are up, all endpoints respond");
            follower.stop();
            var state = new FinalStateReader(api, payers, merchants);
            var settling = new Settling(
                    new OutstandingRequests(api, recorder, state), merchants, new Readers(events, follower, state));
            CheckResult check = settling.run();
            return new FaultRunResult(properties, settling.history, check, injector.counts(), settling.elapsed());
        }
    }

    private void runTrafficWithFaults(FaultInjector injector, TrafficGenerator.Context context) {
        var schedule = FaultSchedule.random(
                properties.seed(),
                properties.length(),
                properties.gap(),
                stack.all().stream().map(StackProcess::name).toList());
        log.accept(String.format(
                Locale.ROOT,
                "seed %d: %d faults in %d s, %.1f new payments a second",
                properties.seed(),
                schedule.faults().size(),
                properties.length().toSeconds(),
                properties.paymentsPerSecond()));
        schedule.faults().forEach(fault -> log.accept("  planned " + fault));
        Thread faults = Thread.ofVirtual().start(() -> injector.inject(schedule, context.timer()));
        Thread end = Thread.ofVirtual().start(() -> {
            new RunTimer().pause(properties.length());
            context.timer().end();
        });
        new TrafficGenerator(context).run(properties.paymentsPerSecond());
        join(end);
        join(faults);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The sources of the history that are read after the faults. */
    private record Readers(EventTopicReader topic, EventFollower follower, FinalStateReader state) {}

    /** Completes outstanding work and repeats the check. */
    private final class Settling {
        private final OutstandingRequests requests;
        private final TestMerchants merchants;
        private final Readers readers;
        private final long begin = System.nanoTime();
        private long deadline = begin + properties.settlingTimeout().toNanos();
        private boolean endpointsCleared;
        private boolean requestsRepeated;
        private String lastReason = "";
        History history = recorder.history(FinalState.UNKNOWN);

        Settling(OutstandingRequests requests, TestMerchants merchants, Readers readers) {
            this.requests = requests;
            this.merchants = merchants;
            this.readers = readers;
        }

        CheckResult run() {
            var timer = new RunTimer();
            while (true) {
                boolean timedOut = System.nanoTime() > deadline;
                try {
                    if (isComplete() || timedOut) {
                        readers.topic().readToEnd(merchants.ids());
                        readers.follower().readToEnd();
                        history = recorder.history(readers.state().read());
                        CheckResult check = Invariant.checkAll(history);
                        if (check.holds() && !requestsRepeated) {
                            // The final check includes one repetition of every request.
                            requests.repeatAll();
                            requestsRepeated = true;
                            deadline = System.nanoTime()
                                    + properties.settlingTimeout().toNanos();
                            continue;
                        }
                        if (check.holds() || timedOut) {
                            return check;
                        }
                        logOnce(check.violations().size() + " violations so far, such as "
                                + check.violations().getFirst());
                    }
                } catch (UncheckedIOException | KafkaException e) {
                    logOnce("services do not respond yet: " + e);
                    if (timedOut) {
                        history = recorder.history(FinalState.UNKNOWN);
                        return Invariant.checkAll(history);
                    }
                }
                timer.pause(BETWEEN_CHECKS);
            }
        }

        private boolean isComplete() {
            int open = requests.repeatOpen();
            if (open > 0) {
                logOnce(open + " requests have no outcome yet and were repeated");
                return false;
            }
            if (!endpointsCleared) {
                requests.clearEndpointFailures(merchants);
                endpointsCleared = true;
            }
            int deliveries = requests.redeliverOpen();
            if (deliveries > 0) {
                logOnce(deliveries + " or more deliveries were open and are redelivered");
            }
            return deliveries == 0;
        }

        private void logOnce(String reason) {
            if (!reason.equals(lastReason)) {
                lastReason = reason;
                log.accept(reason);
            }
        }

        Duration elapsed() {
            return Duration.ofNanos(System.nanoTime() - begin);
        }
    }
}
