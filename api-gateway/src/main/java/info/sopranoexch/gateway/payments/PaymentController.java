package info.sopranoexch.gateway.payments;

import info.sopranoexch.gateway.access.Caller;
import info.sopranoexch.gateway.access.RequiresScope;
import info.sopranoexch.gateway.access.Scope;
import info.sopranoexch.gateway.commands.AcceptedPayments;
import info.sopranoexch.gateway.commands.CommandRequest;
import info.sopranoexch.gateway.commands.CommandResult;
import info.sopranoexch.gateway.commands.CommandSender;
import info.sopranoexch.gateway.request.JsonBody;
import info.sopranoexch.gateway.request.PathIds;
import info.sopranoexch.gateway.tracing.RequestTrace;
import info.sopranoexch.schemas.avro.CreatePayment;
import info.sopranoexch.starter.api.PaymentResource;
import info.sopranoexch.starter.api.PublicUrlProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Creates and returns payments. */
@RestController
@RequestMapping(path = "/api/v1/payment", produces = MediaType.APPLICATION_JSON_VALUE)
class PaymentController {
    private final CreateCommandFactory createCommands;
    private final CommandSender commands;
    private final PaymentReader payments;
    private final AcceptedPayments accepted;
    private final PaymentProperties properties;
    private final PublicUrlProperties urls;

    PaymentController(
            CreateCommandFactory createCommands,
            CommandSender commands,
            PaymentReader payments,
            AcceptedPayments accepted,
            PaymentProperties properties,
            PublicUrlProperties urls) {
        this.createCommands = createCommands;
        this.commands = commands;
        this.payments = payments;
        this.accepted = accepted;
        this.properties = properties;
        this.urls = urls;
    }

    @PostMapping("/create")
    @RequiresScope(Scope.PAYMENTS_WRITE)
    ResponseEntity<PaymentResource> create(Caller caller, HttpServletRequest request) throws IOException {
        String idempotencyKey = IdempotencyKey.of(request);
        var body = CreatePaymentRequest.read(JsonBody.required(request).object(), properties);
        CommandRequest command = createCommands.command(caller, body, idempotencyKey, RequestTrace.of(request));
        return switch (commands.send(command)) {
            case CommandResult.Applied(PaymentResource payment, boolean replayed) ->
                CommandResponses.success(201, replayed)
                        .header("Location", "/api/v1/payment/" + payment.paymentId())
                        .body(payment);
            case CommandResult.Accepted() -> {
                accepted.add(command.paymentId());
                yield ResponseEntity.accepted().body(acceptedPayment(command));
            }
            case CommandResult.Rejected rejected -> throw CommandResponses.problem(rejected);
        };
    }

    private PaymentResource acceptedPayment(CommandRequest command) {
        String paymentId = command.paymentId();
        String url = urls.paymentUrl(paymentId);
        // With a key an earlier command may be applied instead of this one: see ADR 0014.
        return command.idempotency() == null
                ? PaymentResource.accepted(paymentId, url, (CreatePayment) command.body())
                : PaymentResource.acceptedWithKey(paymentId, url, properties.sandbox());
    }

    @GetMapping("/{paymentId}")
    @RequiresScope(Scope.PAYMENTS_READ)
    ResponseEntity<byte[]> get(@PathVariable String paymentId, Caller caller) {
        PathIds.payment(paymentId);
        return payments.get("/payments/" + paymentId, caller).toEntity();
    }
}
