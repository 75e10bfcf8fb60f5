package info.sopranoexch.faults;

import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.ApiResult;
import info.sopranoexch.faults.history.FinalState;
import info.sopranoexch.faults.history.FollowedEvent;
import info.sopranoexch.faults.history.History;
import info.sopranoexch.faults.history.Observation;
import info.sopranoexch.faults.history.PayerAction;
import info.sopranoexch.faults.history.PublishedEvent;
import info.sopranoexch.faults.history.ReceivedWebhook;
import info.sopranoexch.faults.invariants.InvariantResult;
import info.sopranoexch.faults.invariants.InvariantResult.Violation;
import info.sopranoexch.faults.invariants.PlantedFault.Detection;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text report of a run. */
public final class FaultRunReport {
    private static final int MAX_VIOLATIONS = 10;

    private final FaultRunResult result;
    private final StringBuilder text = new StringBuilder();

    private FaultRunReport(FaultRunResult result) {
        this.result = result;
    }

    /** Reports counts, the result of each invariant and of the planted faults, or all observations of violations. */
    public static String of(FaultRunResult result) {
        var report = new FaultRunReport(result);
        report.line("");
        report.line(
                "seed %d, %d s of traffic and faults, settled after %d s",
                result.properties().seed(),
                result.properties().length().toSeconds(),
                result.settlingTime().toSeconds());
        report.observations();
        report.faults();
        report.invariants();
        if (result.check().holds()) {
            report.plantedFaults();
        } else {
            report.violations();
        }
        return report.text.toString();
    }

    private void observations() {
        History history = result.history();
        line("");
        history.calls().stream()
                .collect(Collectors.groupingBy(
                        call -> call.request().getClass().getSimpleName().toLowerCase(Locale.ROOT),
                        TreeMap::new,
                        Collectors.toList()))
                .forEach((request, calls) ->
                        line("%-9s calls     %s", request, counts(calls, call -> status(call.result()))));
        line("payer     actions   %s", counts(history.payerActions(), FaultRunReport::outcome));
        line(
                "webhooks  received  %s",
                counts(
                        history.webhooks(),
                        webhook -> webhook.responseStatus() == 0 ? "no response" : "" + webhook.responseStatus()));
        long events = history.events().stream()
                .map(PublishedEvent::eventId)
                .distinct()
                .count();
        line(
                "events    read      %d, of these %d repeats",
                history.events().size(), history.events().size() - events);
        line("events    followed  %d", history.followedEvents().size());
        line(
                "payments  listed    %s",
                counts(
                        history.finalState().payments(),
                        listed -> listed.payment().status()));
    }

    private void faults() {
        line("");
        line("faults of processes and Paymoon");
        result.faults().forEach((fault, times) -> line("  %4d  %s", times, fault));
    }

    private void invariants() {
        line("");
        line("%-68s  examined  violated", "invariant");
        for (InvariantResult each : result.check().results()) {
            line(
                    "%d  %-65s %9d %9d",
                    each.invariant().number(),
                    each.invariant().rule(),
                    each.examined(),
                    each.violations().size());
        }
    }

    private void plantedFaults() {
        var detections = result.plantFaults();
        long found =
                detections.values().stream().filter(Detection.FOUND::equals).count();
        line("");
        line("faults planted in this history: %d of %d found", found, detections.size());
        detections.forEach((fault, detection) -> {
            if (detection != Detection.FOUND) {
                line("  %s: %s", detection, fault);
            }
        });
    }

    private void violations() {
        List<Violation> violations = result.check().violations();
        line("");
        violations.stream().limit(MAX_VIOLATIONS).forEach(this::violation);
        if (violations.size() > MAX_VIOLATIONS) {
            line("and %d more", violations.size() - MAX_VIOLATIONS);
        }
    }

    private void violation(Violation violation) {
        line("VIOLATION %s", violation);
        String paymentId = violation.paymentId();
        if (paymentId.isEmpty()) {
            return;
        }
        History history = result.history();
        Stream.of(
                        history.calls(),
                        history.payerActions(),
                        history.webhooks(),
                        history.events(),
                        history.followedEvents())
                .flatMap(Collection::stream)
                .map(Observation.class::cast)
                .filter(observation -> paymentId.equals(paymentId(observation)))
                .sorted(Comparator.comparingLong(Observation::at))
                .forEach(observation -> line("  %10.3f s  %s", observation.at() / 1e6, observation));
        FinalState state = history.finalState();
        Stream.of(
                        state.payments().stream()
                                .filter(listed -> listed.paymentId().equals(paymentId)),
                        state.invoices().stream()
                                .filter(invoice -> invoice.paymentId().equals(paymentId)),
                        state.deliveries().stream()
                                .filter(delivery -> delivery.paymentId().equals(paymentId)))
                .flatMap(Function.identity())
                .forEach(each -> line("  in the end    %s", each));
    }

    private static Object paymentId(Observation observation) {
        return String.valueOf(
                switch (observation) {
                    case ApiCall call -> call.paymentId();
                    case PayerAction action -> action.paymentId();
                    case ReceivedWebhook webhook -> webhook.paymentId();
                    case PublishedEvent event -> event.paymentId();
                    case FollowedEvent event -> event.paymentId();
                });
    }

    private static String status(ApiResult result) {
        return switch (result) {
            case ApiResult.Response response -> String.valueOf(response.status());
            case ApiResult.NoResponse _ -> "no response";
        };
    }

    private static String outcome(PayerAction action) {
        return action.result().length() == 3 ? action.outcome() + " " + action.result() : "no response";
    }

    private static <T> String counts(Collection<T> all, Function<T, String> kind) {
        Map<String, Long> counts =
                all.stream().collect(Collectors.groupingBy(kind, TreeMap::new, Collectors.counting()));
        return all.size()
                + counts.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
