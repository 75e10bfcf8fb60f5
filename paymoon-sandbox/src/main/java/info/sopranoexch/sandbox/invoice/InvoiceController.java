package info.sopranoexch.sandbox.invoice;

import info.sopranoexch.sandbox.fault.Fault;
import info.sopranoexch.sandbox.fault.Misbehaviour;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Paymoon's API. */
@RestController
@RequestMapping("/v1/invoices")
class InvoiceController {
    private static final int MAX_KEY = 255;

    private final CreateInvoice createInvoice;
    private final CreateFaults createFaults;
    private final RefundInvoice refundInvoice;
    private final ChangeInvoice changeInvoice;
    private final InvoiceStore store;
    private final InvoiceViews views;

    InvoiceController(
            CreateInvoice createInvoice,
            CreateFaults createFaults,
            RefundInvoice refundInvoice,
            ChangeInvoice changeInvoice,
            InvoiceStore store,
            InvoiceViews views) {
        this.createInvoice = createInvoice;
        this.createFaults = createFaults;
        this.refundInvoice = refundInvoice;
        this.changeInvoice = changeInvoice;
        this.store = store;
        this.views = views;
    }

    record RefundRequest(
            @Nullable String externalRefundId, @Nullable String amount) {}

    record Found(List<InvoiceView> data) {}

    @PostMapping
    ResponseEntity<?> create(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody InvoiceRequest request,
            HttpServletRequest http) {
        if (key == null || key.isBlank() || key.length() > MAX_KEY) {
            throw new DeclinedException(
                    HttpStatus.BAD_REQUEST, "idempotency_key_missing", "Idempotency-Key: 1 to 255 characters");
        }
        InvoiceRequest.Checked checked = request.check();
        Fault instead = createFaults.instead(checked.externalId(), checked.amount());
        if (instead != null) {
            Misbehaviour.of(http, instead);
            return ResponseEntity.ok().build();
        }
        CreateInvoice.Result result = createInvoice.create(key, checked, http.getHeader("traceparent"));
        if (createFaults.withheld(result)) {
            Misbehaviour.of(http, Fault.TIMEOUT_AFTER_SUCCESS);
        }
        return ResponseEntity.status(result.created() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(views.view(result.invoice()));
    }

    @GetMapping("/{invoiceId}")
    InvoiceView get(@PathVariable String invoiceId) {
        return store.find(invoiceId).map(views::view).orElseThrow(DeclinedException::notFound);
    }

    @GetMapping
    Found find(@RequestParam("external_id") String externalId) {
        return new Found(
                store.findByExternalId(externalId).map(views::view).stream().toList());
    }

    @PostMapping("/{invoiceId}/refunds")
    ResponseEntity<InvoiceView> refund(@PathVariable String invoiceId, @RequestBody RefundRequest request) {
        RefundInvoice.Result result = refundInvoice.refund(invoiceId, request.externalRefundId(), request.amount());
        return ResponseEntity.status(result.created() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(views.view(result.invoice(), result.refund()));
    }

    @PostMapping("/{invoiceId}/cancel")
    InvoiceView cancel(@PathVariable String invoiceId) {
        return views.view(changeInvoice.cancel(invoiceId));
    }
}
