package info.sopranoexch.faults;

import info.sopranoexch.faults.history.FinalState;
import info.sopranoexch.faults.history.History;
import info.sopranoexch.faults.history.History.Merchant;
import info.sopranoexch.faults.injection.Fault;
import info.sopranoexch.faults.injection.FaultInjector;
import info.sopranoexch.faults.injection.FaultSchedule;
import info.sopranoexch.faults.invariants.CheckResult;
import info.sopranoexch.faults.invariants.HistoryChecker;
import info.sopranoexch.faults.traffic.EventTopicReader;
import info.sopranoexch.faults.traffic.FinalStateReader;
import info.sopranoexch.faults.traffic.HistoryRecorder;
import info.sopranoexch.faults.traffic.JsonHttpClient;
import info.sopranoexch.faults.traffic.MerchantApi;
import info.sopranoexch.faults.traffic.OutstandingRequests;
import info.sopranoexch.faults.traffic.PayerSimulator;
import info.sopranoexch.faults.traffic.RunTimer;
import info.sopranoexch.faults.traffic.TestMerchants;
import info.sopranoexch.faults.traffic.TrafficGenerator;
import info.sopranoexch.faults.traffic.WebhookEndpoints;
import info.sopranoexch.localstack.LocalStack;
import info.sopranoexch.localstack.infrastructure.Member;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;

/**
 * One run: load and faults side by side, then quiet, then the check. What is on its way when the faults end may arrive until
 * the deadline, so the check is repeated until it holds or the time is over; what is wrong stays wrong.
 */
public final class FaultRun {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final List<String> GATEWAYS = List.of("api-gateway", "api-gateway-2");

    private final LocalStack stack;
    private final FaultRunProperties settings;
    private final Consumer<String> say;
    private final HistoryRecorder recorder = new HistoryRecorder(InstantSource.system());

    /** @param stack with two instances of each service */
    public FaultRun(LocalStack stack, FaultRunProperties settings, Consumer<String> say) {
        this.stack = stack;
        this.settings = settings;
        this.say = say;
    }

    /** @throws IOException when the stack does not answer before the faults begin */
    public FaultRunResult run() throws IOException {
        try (var http = new JsonHttpClient();
                var endpoints = new WebhookEndpoints(recorder);
                var events = new EventTopicReader(stack.bootstrapServers(), stack.registryUrl(), recorder);
                var nemesis = new FaultInjector(stack.all(), http, stack.sandboxUrl(), say)) {
            var merchants = new MerchantApi(
                    http,
                    recorder,
                    GATEWAYS.stream().map(stack::apiUrl).toList(),
                    TestMerchants.accounts(http, stack.apiUrl(), stack.adminKey()));
            TestMerchants market = TestMerchants.open(merchants, endpoints, recorder);
            events.only(market.all().stream().map(Merchant::merchantId).collect(Collectors.toSet()));
            var payers = new PayerSimulator(http, recorder, stack.sandboxUrl());
            loadAndFaults(nemesis, new RunTimer(), market, merchants, payers);
            endpoints.heal();
            nemesis.calm();
            say.accept("all processes are back, all endpoints are well");
            var books = new FinalStateReader(merchants, payers, market);
            var quiet = new Quiet(new OutstandingRequests(merchants, recorder, books), market, events, books);
            return quiet.settle(nemesis);
        }
    }

    private void loadAndFaults(
            FaultInjector nemesis, RunTimer pace, TestMerchants market, MerchantApi merchants, PayerSimulator payers) {
        List<Fault> schedule = FaultSchedule.of(
                settings.seed(),
                settings.length(),
                settings.gap(),
                stack.all().stream().map(Member::name).toList());
        say.accept(String.format(
                Locale.ROOT,
                "seed %d: %d faults in %d s, %.1f payments begin in a second",
                settings.seed(),
                schedule.size(),
                settings.length().toSeconds(),
                settings.perSecond()));
        schedule.forEach(fault -> say.accept("  planned " + fault));
        Thread faults = Thread.ofVirtual().start(() -> nemesis.carryOut(schedule, pace));
        Thread end = Thread.ofVirtual().start(() -> {
            new RunTimer().pause(settings.length());
            pace.end();
        });
        new TrafficGenerator(settings.seed(), market, merchants, payers, pace).run(settings.perSecond());
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

    /** After the faults. */
    private final class Quiet {
        private final OutstandingRequests words;
        private final TestMerchants market;
        private final EventTopicReader events;
        private final FinalStateReader books;
        private final long begin = System.nanoTime();
        private long patienceFrom = begin;
        private boolean announced;
        private boolean repeated;
        private String missing = "";

        Quiet(OutstandingRequests words, TestMerchants market, EventTopicReader events, FinalStateReader books) {
            this.words = words;
            this.market = market;
            this.events = events;
            this.books = books;
        }

        FaultRunResult settle(FaultInjector nemesis) {
            var pause = new RunTimer();
            while (true) {
                boolean last =
                        System.nanoTime() - patienceFrom > settings.patience().toNanos();
                try {
                    if (isQuiet() || last) {
                        events.readOn();
                        History history = recorder.history(books.read());
                        CheckResult verdict = HistoryChecker.check(history);
                        if (verdict.holds() && !repeated) {
                            // Whatever was asked for is asked for once more, and the check made once more.
                            words.repeatAll();
                            repeated = true;
                            patienceFrom = System.nanoTime();
                            continue;
                        }
                        if (verdict.holds() || last) {
                            return result(history, verdict, nemesis);
                        }
                        waitFor(verdict.violations().size() + " things do not hold yet, such as "
                                + verdict.violations().getFirst());
                    }
                } catch (IOException | KafkaException e) {
                    waitFor("not all answer yet: " + e);
                    if (last) {
                        FinalState nothing = new FinalState(List.of(), List.of(), List.of(), List.of());
                        History history = recorder.history(nothing);
                        return result(history, HistoryChecker.check(history), nemesis);
                    }
                }
                pause.pause(BETWEEN_LOOKS);
            }
        }

        private boolean isQuiet() throws IOException {
            int open = words.askAgain();
            if (open > 0) {
                waitFor(open + " requests had no outcome yet, asked again");
                return false;
            }
            if (!announced) {
                words.announceEndpoints(market);
                announced = true;
            }
            int waiting = words.fetchWebhooks();
            if (waiting > 0) {
                waitFor(waiting + " webhooks or more are waiting, asked for them");
            }
            return waiting == 0;
        }

        private void waitFor(String what) {
            if (!what.equals(missing)) {
                missing = what;
                say.accept(what);
            }
        }

        private FaultRunResult result(History history, CheckResult verdict, FaultInjector nemesis) {
            return new FaultRunResult(
                    settings, history, verdict, nemesis.counts(), Duration.ofNanos(System.nanoTime() - begin));
        }
    }
}
