package info.sopranoexch.torture;

import info.sopranoexch.localstack.LocalStack;
import info.sopranoexch.localstack.infrastructure.Member;
import info.sopranoexch.torture.check.Checker;
import info.sopranoexch.torture.check.Verdict;
import info.sopranoexch.torture.history.Ending;
import info.sopranoexch.torture.history.History;
import info.sopranoexch.torture.history.History.Shop;
import info.sopranoexch.torture.load.Books;
import info.sopranoexch.torture.load.Endpoints;
import info.sopranoexch.torture.load.EventTopic;
import info.sopranoexch.torture.load.HttpJson;
import info.sopranoexch.torture.load.LastWords;
import info.sopranoexch.torture.load.Load;
import info.sopranoexch.torture.load.Market;
import info.sopranoexch.torture.load.Merchants;
import info.sopranoexch.torture.load.Pace;
import info.sopranoexch.torture.load.Payers;
import info.sopranoexch.torture.load.Recorder;
import info.sopranoexch.torture.nemesis.Fault;
import info.sopranoexch.torture.nemesis.Nemesis;
import info.sopranoexch.torture.nemesis.Schedule;
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
    private final FaultRunSettings settings;
    private final Consumer<String> say;
    private final Recorder recorder = new Recorder(InstantSource.system());

    /** @param stack with two instances of each service */
    public FaultRun(LocalStack stack, FaultRunSettings settings, Consumer<String> say) {
        this.stack = stack;
        this.settings = settings;
        this.say = say;
    }

    /** @throws IOException when the stack does not answer before the faults begin */
    public FaultRunResult run() throws IOException {
        try (var http = new HttpJson();
                var endpoints = new Endpoints(recorder);
                var events = new EventTopic(stack.bootstrapServers(), stack.registryUrl(), recorder);
                var nemesis = new Nemesis(stack.all(), http, stack.sandboxUrl(), say)) {
            var merchants = new Merchants(
                    http,
                    recorder,
                    GATEWAYS.stream().map(stack::apiUrl).toList(),
                    Market.accounts(http, stack.apiUrl(), stack.adminKey()));
            Market market = Market.open(merchants, endpoints, recorder);
            events.only(market.all().stream().map(Shop::merchantId).collect(Collectors.toSet()));
            var payers = new Payers(http, recorder, stack.sandboxUrl());
            loadAndFaults(nemesis, new Pace(), market, merchants, payers);
            endpoints.heal();
            nemesis.calm();
            say.accept("all processes are back, all endpoints are well");
            var books = new Books(merchants, payers, market);
            var quiet = new Quiet(new LastWords(merchants, recorder, books), market, events, books);
            return quiet.settle(nemesis);
        }
    }

    private void loadAndFaults(Nemesis nemesis, Pace pace, Market market, Merchants merchants, Payers payers) {
        List<Fault> schedule = Schedule.of(
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
            new Pace().pause(settings.length());
            pace.end();
        });
        new Load(settings.seed(), market, merchants, payers, pace).run(settings.perSecond());
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
        private final LastWords words;
        private final Market market;
        private final EventTopic events;
        private final Books books;
        private final long begin = System.nanoTime();
        private long patienceFrom = begin;
        private boolean announced;
        private boolean repeated;
        private String missing = "";

        Quiet(LastWords words, Market market, EventTopic events, Books books) {
            this.words = words;
            this.market = market;
            this.events = events;
            this.books = books;
        }

        FaultRunResult settle(Nemesis nemesis) {
            var pause = new Pace();
            while (true) {
                boolean last =
                        System.nanoTime() - patienceFrom > settings.patience().toNanos();
                try {
                    if (isQuiet() || last) {
                        events.readOn();
                        History history = recorder.history(books.read());
                        Verdict verdict = Checker.check(history);
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
                        Ending nothing = new Ending(List.of(), List.of(), List.of(), List.of());
                        History history = recorder.history(nothing);
                        return result(history, Checker.check(history), nemesis);
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

        private FaultRunResult result(History history, Verdict verdict, Nemesis nemesis) {
            return new FaultRunResult(
                    settings, history, verdict, nemesis.counts(), Duration.ofNanos(System.nanoTime() - begin));
        }
    }
}
