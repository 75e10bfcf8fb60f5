package info.sopranoexch.gateway.payments;

import info.sopranoexch.gateway.access.Caller;
import info.sopranoexch.gateway.access.RequiresScope;
import info.sopranoexch.gateway.access.Scope;
import info.sopranoexch.gateway.commands.Command;
import info.sopranoexch.gateway.commands.DerivedIds;
import info.sopranoexch.gateway.commands.Ids;
import info.sopranoexch.gateway.commands.Outcome;
import info.sopranoexch.gateway.request.PathIds;
import info.sopranoexch.gateway.request.RequestBody;
import info.sopranoexch.gateway.tracing.RequestTrace;
import info.sopranoexch.gateway.upstream.Relay;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Cancel and refund. */
@Controller
@RequestMapping(path = "/api/v1/payment/{paymentId}", produces = MediaType.APPLICATION_JSON_VALUE)
class PaymentChangeController {
    private final ChangePayment changePayment;
    private final PaymentUrls urls;
    private final DerivedIds derivedIds;
    private final InstantSource clock;

    PaymentChangeController(ChangePayment changePayment, PaymentUrls urls, DerivedIds derivedIds, InstantSource clock) {
        this.changePayment = changePayment;
        this.urls = urls;
        this.derivedIds = derivedIds;
        this.clock = clock;
    }

    @PostMapping("/cancel")
    @RequiresScope(Scope.PAYMENTS_WRITE)
    void cancel(@PathVariable("paymentId") String paymentId, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        PathIds.payment(paymentId);
        String key = IdempotencyKey.of(request);
        RequestBody.none(request);
        Outcome outcome = changePayment.change(
                paymentId, Caller.of(request), new Command.Cancel(), "cancel", key, RequestTrace.of(request));
        String url = urls.of(paymentId);
        switch (outcome) {
            case Outcome.Done done -> {
                Answers.markReplay(done.replayed(), response);
                Relay.write(200, PaymentJson.payment(done.payment(), url), response);
            }
            case Outcome.Accepted() -> Relay.write(202, PaymentJson.acceptedChange(paymentId, url, "cancel"), response);
            case Outcome.Rejected rejected -> throw Rejections.of(rejected);
        }
    }

    @PostMapping("/refund")
    @RequiresScope(Scope.PAYMENTS_WRITE)
    void refund(@PathVariable("paymentId") String paymentId, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        PathIds.payment(paymentId);
        String key = IdempotencyKey.of(request);
        Caller caller = Caller.of(request);
        RefundRequest body = RefundRequest.read(RequestBody.optional(request).object());
        Outcome outcome = changePayment.change(
                paymentId,
                caller,
                new Command.Refund(refundId(paymentId, caller, key), body.amount()),
                body.canonical(),
                key,
                RequestTrace.of(request));
        String url = urls.of(paymentId);
        switch (outcome) {
            case Outcome.Done done -> {
                Outcome.Refund refund = done.refund();
                if (refund == null) {
                    throw new IllegalStateException("a refund was answered without one");
                }
                Answers.markReplay(done.replayed(), response);
                Relay.write(200, PaymentJson.refund(refund, done.payment(), url), response);
            }
            case Outcome.Accepted() -> Relay.write(202, PaymentJson.acceptedChange(paymentId, url, "refund"), response);
            case Outcome.Rejected rejected -> throw Rejections.of(rejected);
        }
    }

    private String refundId(String paymentId, Caller caller, @Nullable String key) {
        return key == null
                ? Ids.refund(clock.millis())
                : derivedIds.of("rfd_", String.valueOf(caller.accountId()), "refund", paymentId, key);
    }
}
