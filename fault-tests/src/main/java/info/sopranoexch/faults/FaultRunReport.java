package info.sopranoexch.faults;

import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.ApiResult;
import info.sopranoexch.faults.history.History;
import info.sopranoexch.faults.history.Observation;
import info.sopranoexch.faults.history.PayerAction;
import info.sopranoexch.faults.history.PublishedEvent;
import info.sopranoexch.faults.invariants.CheckResult;
import info.sopranoexch.faults.invariants.PlantedFault;
import info.sopranoexch.faults.invariants.PlantedFault.Outcome;
import info.sopranoexch.faults.invariants.Violation;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A run in words and numbers. */
public final class FaultRunReport {
    private static final int EVIDENCE = 10;

    private final FaultRunResult result;
    private final StringBuilder text = new StringBuilder();

    private FaultRunReport(FaultRunResult result) {
        this.result = result;
    }

    /** Counts, the verdict on each rule, whether the checker bites, and the evidence of what is broken. */
    public static String of(FaultRunResult result) {
        var report = new FaultRunReport(result);
        report.line("");
        report.line(
                "seed %d, %d s of load and faults, settled %d s later",
                result.settings().seed(),
                result.settings().length().toSeconds(),
                result.settling().toSeconds());
        report.seen();
        report.faults();
        report.verdict();
        if (result.verdict().holds()) {
            report.bites();
        } else {
            report.evidence();
        }
        return report.text.toString();
    }

    private void seen() {
        History history = result.history();
        line("");
        Map<String, Map<String, Long>> calls = history.calls().stream()
                .collect(Collectors.groupingBy(
                        call -> call.request().getClass().getSimpleName().toLowerCase(Locale.ROOT),
                        TreeMap::new,
                        Collectors.groupingBy(call -> status(call.answer()), TreeMap::new, Collectors.counting())));
        calls.forEach((kind, answers) -> line("%-9s calls     %s", kind, counts(answers)));
        line(
                "%-9s actions   %s",
                "payer",
                counts(history.payers().stream()
                        .collect(Collectors.groupingBy(FaultRunReport::answer, TreeMap::new, Collectors.counting()))));
        line(
                "%-9s received  %s",
                "webhooks",
                counts(history.webhooks().stream()
                        .collect(Collectors.groupingBy(
                                webhook -> webhook.answered() == 0 ? "no answer" : "" + webhook.answered(),
                                TreeMap::new,
                                Collectors.counting()))));
        long versions = history.events().stream()
                .map(PublishedEvent::eventId)
                .distinct()
                .count();
        line(
                "%-9s read      %d, %d of them repeats",
                "events", history.events().size(), history.events().size() - versions);
        line(
                "%-9s there     %s",
                "payments",
                counts(history.ending().payments().stream()
                        .collect(Collectors.groupingBy(
                                listed -> listed.payment().status(), TreeMap::new, Collectors.counting()))));
    }

    private void faults() {
        line("");
        line("done to processes and Paymoon");
        result.faults().forEach((what, times) -> line("  %4d  %s", times, what));
    }

    private void verdict() {
        line("");
        line("invariant                                                    looked at  broken");
        for (CheckResult.Summary rule : result.verdict().lines()) {
            line("%d  %-56s %10d %7d", rule.number(), rule.rule(), rule.examined(), rule.violations());
        }
    }

    private void bites() {
        Map<PlantedFault, Outcome> bites = result.bites();
        long found = bites.values().stream().filter(Outcome.FOUND::equals).count();
        line("");
        line("planted in this history: %d of %d faults found", found, bites.size());
        bites.forEach((fault, outcome) -> {
            if (outcome != Outcome.FOUND) {
                line("  %s: %s", outcome.name().toLowerCase(Locale.ROOT).replace('_', ' '), fault.name());
            }
        });
    }

    private void evidence() {
        line("");
        result.verdict().violations().stream().limit(EVIDENCE).forEach(this::evidence);
        int more = result.verdict().violations().size() - EVIDENCE;
        if (more > 0) {
            line("and %d more", more);
        }
    }

    private void evidence(Violation violation) {
        line("BROKEN %s", violation);
        if (violation.paymentId().isEmpty()) {
            return;
        }
        History history = result.history();
        Stream.<Stream<? extends Observation>>of(
                        history.calls().stream().filter(call -> isAbout(call, violation.paymentId())),
                        history.payers().stream()
                                .filter(action -> action.paymentId().equals(violation.paymentId())),
                        history.webhooks().stream()
                                .filter(webhook -> webhook.paymentId().equals(violation.paymentId())),
                        history.events().stream()
                                .filter(event -> event.paymentId().equals(violation.paymentId())))
                .flatMap(observations -> observations)
                .sorted(Comparator.comparingLong(Observation::at))
                .forEach(seen -> line("  %10.3f s  %s", seen.at() / 1e6, seen));
        history.ending().payments().stream()
                .filter(listed -> listed.payment().paymentId().equals(violation.paymentId()))
                .forEach(listed -> line("  in the end    %s", listed));
        history.ending().invoices().stream()
                .filter(invoice -> invoice.paymentId().equals(violation.paymentId()))
                .forEach(invoice -> line("  in the end    %s", invoice));
        history.ending().deliveries().stream()
                .filter(delivery -> delivery.paymentId().equals(violation.paymentId()))
                .forEach(delivery -> line("  in the end    %s", delivery));
    }

    private static boolean isAbout(ApiCall call, String paymentId) {
        return switch (call.request()) {
            case ApiRequest.Create _ ->
                call.answer() instanceof ApiResult.Response told
                        && told.payment() != null
                        && told.payment().paymentId().equals(paymentId);
            case ApiRequest.Cancel cancel -> cancel.paymentId().equals(paymentId);
            case ApiRequest.Refund refund -> refund.paymentId().equals(paymentId);
            case ApiRequest.Read read -> read.paymentId().equals(paymentId);
            case ApiRequest.Foreign foreign -> foreign.paymentId().equals(paymentId);
        };
    }

    private static String status(ApiResult answer) {
        return switch (answer) {
            case ApiResult.Response told -> String.valueOf(told.status());
            case ApiResult.NoResponse _ -> "no answer";
        };
    }

    private static String answer(PayerAction action) {
        return action.answer().length() == 3 ? action.outcome() + " " + action.answer() : "no answer";
    }

    private static String counts(Map<String, Long> counts) {
        long sum = counts.values().stream().mapToLong(Long::longValue).sum();
        return sum
                + counts.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
