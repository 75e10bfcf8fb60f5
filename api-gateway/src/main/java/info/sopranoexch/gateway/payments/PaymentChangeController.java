package info.sopranoexch.gateway.payments;

import com.fasterxml.jackson.annotation.JsonProperty;
import info.sopranoexch.gateway.access.Caller;
import info.sopranoexch.gateway.access.RequiresScope;
import info.sopranoexch.gateway.access.Scope;
import info.sopranoexch.gateway.commands.CommandRequest;
import info.sopranoexch.gateway.commands.CommandResult;
import info.sopranoexch.gateway.commands.CommandSender;
import info.sopranoexch.gateway.request.JsonBody;
import info.sopranoexch.gateway.request.PathIds;
import info.sopranoexch.gateway.tracing.RequestTrace;
import info.sopranoexch.schemas.avro.CancelPayment;
import info.sopranoexch.schemas.avro.Idempotency;
import info.sopranoexch.schemas.avro.RefundPayment;
import info.sopranoexch.starter.api.PaymentResource;
import info.sopranoexch.starter.api.PublicUrlProperties;
import info.sopranoexch.starter.secrets.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Cancels and refunds payments. */
@RestController
@RequestMapping(path = "/api/v1/payment/{paymentId}", produces = MediaType.APPLICATION_JSON_VALUE)
class PaymentChangeController {
    /** The response to a change that is stored but not applied yet, so its outcome is unknown. */
    private record AcceptedChange(
            @JsonProperty("payment_id") String paymentId,
            @JsonProperty("payment_url") String paymentUrl,
            String operation,
            String outcome) {}

    private final CommandSender commands;
    private final PaymentIds ids;
    private final PublicUrlProperties urls;
    private final InstantSource clock;

    PaymentChangeController(CommandSender commands, PaymentIds ids, PublicUrlProperties urls, InstantSource clock) {
        this.commands = commands;
        this.ids = ids;
        this.urls = urls;
        this.clock = clock;
    }

    @PostMapping("/cancel")
    @RequiresScope(Scope.PAYMENTS_WRITE)
    ResponseEntity<?> cancel(@PathVariable String paymentId, Caller caller, HttpServletRequest request)
            throws IOException {
        PathIds.payment(paymentId);
        String key = IdempotencyKey.of(request);
        JsonBody.requireEmpty(request);
        return send(
                new CommandRequest(
                        paymentId,
                        caller.accountId(),
                        clock.instant(),
                        idempotency(key, caller, "cancel"),
                        RequestTrace.of(request),
                        new CancelPayment()),
                "cancel");
    }

    @PostMapping("/refund")
    @RequiresScope(Scope.PAYMENTS_WRITE)
    ResponseEntity<?> refund(@PathVariable String paymentId, Caller caller, HttpServletRequest request)
            throws IOException {
        PathIds.payment(paymentId);
        String key = IdempotencyKey.of(request);
        var body = RefundPaymentRequest.read(JsonBody.optional(request).object());
        String refundId = key == null
                ? PaymentIds.newRefundId(clock.millis())
                : ids.deriveRefundId(caller.accountId(), paymentId, key);
        BigDecimal amount = body.amount();
        return send(
                new CommandRequest(
                        paymentId,
                        caller.accountId(),
                        clock.instant(),
                        idempotency(key, caller, body.canonical()),
                        RequestTrace.of(request),
                        amount == null
                                ? new RefundPayment(refundId, null, null)
                                // An earlier release of payment-service does not know the field amount and rejects 0.
                                : new RefundPayment(refundId, 0L, amount.toPlainString())),
                "refund");
    }

    /** The fingerprint contains the account, so no account can get the response to a request of another. */
    private static @Nullable Idempotency idempotency(@Nullable String key, Caller caller, String canonicalBody) {
        return key == null ? null : new Idempotency(key, Sha256.hex(caller.accountId() + "|" + canonicalBody));
    }

    private ResponseEntity<?> send(CommandRequest command, String operation) {
        return switch (commands.send(command)) {
            case CommandResult.Applied(PaymentResource payment, boolean replayed) ->
                CommandResponses.success(200, replayed).body(payment);
            case CommandResult.Accepted() ->
                ResponseEntity.accepted()
                        .body(new AcceptedChange(
                                command.paymentId(), urls.paymentUrl(command.paymentId()), operation, "unknown"));
            case CommandResult.Rejected rejected -> throw CommandResponses.problem(rejected);
        };
    }
}
