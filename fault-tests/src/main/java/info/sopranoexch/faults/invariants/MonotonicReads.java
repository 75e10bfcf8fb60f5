package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.ApiResult;
import info.sopranoexch.faults.history.PaymentSnapshot;
import info.sopranoexch.faults.invariants.InvariantResult.OfPayment;
import java.util.ArrayList;
import java.util.List;

/** A read returns at least the version that a response or webhook before its start proves. */
final class MonotonicReads {
    private static final int NOT_FOUND = 404;

    /** @param version the lowest version that matches the observation */
    private record KnownVersion(long at, long version) {}

    private MonotonicReads() {}

    static void check(PaymentHistory payment, OfPayment result) {
        List<KnownVersion> known = new ArrayList<>();
        payment.webhooks.forEach(webhook -> known.add(new KnownVersion(webhook.at(), webhook.version())));
        for (ApiCall call : payment.calls) {
            PaymentSnapshot snapshot = call.result().payment();
            if (snapshot != null && call.result().isSuccess()) {
                var lowest = payment.versionsMatching(snapshot).min();
                result.require(
                        lowest.isPresent() || !(call.request() instanceof ApiRequest.Read),
                        "a read returned %s, which no event has",
                        snapshot);
                lowest.ifPresent(version -> known.add(new KnownVersion(call.end(), version)));
            }
        }
        for (ApiCall call : payment.calls) {
            if (call.request() instanceof ApiRequest.Read && call.result() instanceof ApiResult.Response response) {
                checkRead(payment, call.start(), response, known, result);
            }
        }
    }

    private static void checkRead(
            PaymentHistory payment,
            long start,
            ApiResult.Response response,
            List<KnownVersion> known,
            OfPayment result) {
        long expected = known.stream()
                .filter(earlier -> earlier.at() < start)
                .mapToLong(KnownVersion::version)
                .max()
                .orElse(0);
        PaymentSnapshot snapshot = response.payment();
        if (snapshot != null) {
            result.countExamined();
            result.require(
                    payment.versionsMatching(snapshot).max().orElse(0) >= expected,
                    "version %d was known, but a read returned %s",
                    expected,
                    snapshot);
        } else if (response.status() == NOT_FOUND) {
            result.countExamined();
            result.require(expected == 0, "version %d was known, but a read returned 404", expected);
        }
    }
}
