package info.sopranoexch.gateway.payments;

import info.sopranoexch.gateway.access.Caller;
import info.sopranoexch.gateway.access.RequiresScope;
import info.sopranoexch.gateway.access.Scope;
import info.sopranoexch.gateway.commands.AcceptedPayments;
import info.sopranoexch.gateway.commands.Outcome;
import info.sopranoexch.gateway.request.RequestBody;
import info.sopranoexch.gateway.tracing.RequestTrace;
import info.sopranoexch.gateway.upstream.Relay;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The published part: create and get. */
@Controller
@RequestMapping(path = "/api/v1/payment", produces = MediaType.APPLICATION_JSON_VALUE)
class PaymentController {
    private final CreatePayment createPayment;
    private final ReadPayments readPayments;
    private final AcceptedPayments accepted;
    private final PaymentSettings settings;
    private final PaymentUrls urls;

    PaymentController(
            CreatePayment createPayment,
            ReadPayments readPayments,
            AcceptedPayments accepted,
            PaymentSettings settings,
            PaymentUrls urls) {
        this.createPayment = createPayment;
        this.readPayments = readPayments;
        this.accepted = accepted;
        this.settings = settings;
        this.urls = urls;
    }

    @PostMapping("/create")
    @RequiresScope(Scope.PAYMENTS_WRITE)
    void create(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String idempotencyKey = IdempotencyKey.of(request);
        CreateRequest body = CreateRequest.read(RequestBody.required(request).object(), settings);
        CreatePayment.Created created =
                createPayment.create(Caller.of(request), body, idempotencyKey, RequestTrace.of(request));
        String url = urls.of(created.paymentId());
        switch (created.outcome()) {
            case Outcome.Done done -> {
                Answers.markReplay(done.replayed(), response);
                response.setHeader("Location", "/api/v1/payment/" + created.paymentId());
                Relay.write(201, PaymentJson.payment(done.payment(), url), response);
            }
            case Outcome.Accepted() -> {
                accepted.add(created.paymentId());
                // Only a payment without a key is known to become what was asked for: see ADR 0014.
                byte[] answer = idempotencyKey == null
                        ? PaymentJson.accepted(created.paymentId(), url, created.asked())
                        : PaymentJson.acceptedKey(
                                created.paymentId(), url, created.asked().sandbox());
                Relay.write(202, answer, response);
            }
            case Outcome.Rejected rejected -> throw Rejections.of(rejected);
        }
    }

    @GetMapping("/{paymentId}")
    @RequiresScope(Scope.PAYMENTS_READ)
    void get(@PathVariable("paymentId") String paymentId, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Relay.write(200, readPayments.one(paymentId, Caller.of(request)), response);
    }
}
