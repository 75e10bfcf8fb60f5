package info.sopranoexch.sandbox.invoice;

import info.sopranoexch.sandbox.fault.Fault;
import info.sopranoexch.sandbox.fault.FaultFilter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
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

/** Paymoon's API for invoices and refunds. */
@RestController
@RequestMapping("/v1/invoices")
class InvoiceController {
    private static final int MAX_KEY = 255;

    private final CreateInvoice createInvoice;
    private final MagicCreateFaults createFaults;
    private final RefundInvoice refundInvoice;
    private final CloseInvoice closeInvoice;
    private final Invoices invoices;
    private final InstantSource clock;

    InvoiceController(
            CreateInvoice createInvoice,
            MagicCreateFaults createFaults,
            RefundInvoice refundInvoice,
            CloseInvoice closeInvoice,
            Invoices invoices,
            InstantSource clock) {
        this.createInvoice = createInvoice;
        this.createFaults = createFaults;
        this.refundInvoice = refundInvoice;
        this.closeInvoice = closeInvoice;
        this.invoices = invoices;
        this.clock = clock;
    }

    record RefundRequest(
            @Nullable String externalRefundId, @Nullable String amount) {}

    record InvoiceList(List<InvoiceResource> data) {}

    @PostMapping
    ResponseEntity<?> create(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody InvoiceRequest request,
            HttpServletRequest http) {
        if (key == null || key.isBlank() || key.length() > MAX_KEY) {
            throw new ApiException(
                    HttpStatus.BAD_REQUEST, "idempotency_key_missing", "Idempotency-Key: 1 to 255 characters");
        }
        Invoice requested = request.toInvoice(clock.instant());
        Fault fault = createFaults.insteadOfCreation(requested.externalId(), requested.amount());
        if (fault != null) {
            FaultFilter.failResponse(http, fault);
            return ResponseEntity.ok().build();
        }
        CreateInvoice.Result result = createInvoice.create(key, requested, http.getHeader("traceparent"));
        if (createFaults.hidesResponse(result)) {
            FaultFilter.failResponse(http, Fault.TIMEOUT_AFTER_SUCCESS);
        }
        return ResponseEntity.status(result.created() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(invoices.toResource(result.invoice()));
    }

    @GetMapping("/{invoiceId}")
    InvoiceResource get(@PathVariable String invoiceId) {
        return invoices.find(invoiceId).map(invoices::toResource).orElseThrow(ApiException::notFound);
    }

    @GetMapping
    InvoiceList find(@RequestParam("external_id") String externalId) {
        return new InvoiceList(invoices.findByExternalId(externalId).map(invoices::toResource).stream()
                .toList());
    }

    @PostMapping("/{invoiceId}/refunds")
    ResponseEntity<InvoiceResource> refund(@PathVariable String invoiceId, @RequestBody RefundRequest request) {
        RefundInvoice.Result result = refundInvoice.refund(invoiceId, request.externalRefundId(), request.amount());
        return ResponseEntity.status(result.created() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(invoices.toResource(result.invoice(), result.refund()));
    }

    @PostMapping("/{invoiceId}/cancel")
    InvoiceResource cancel(@PathVariable String invoiceId) {
        return invoices.toResource(closeInvoice.cancel(invoiceId));
    }
}
