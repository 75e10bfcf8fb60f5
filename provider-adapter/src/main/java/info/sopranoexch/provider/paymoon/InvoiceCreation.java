package info.sopranoexch.provider.paymoon;

import info.sopranoexch.provider.paymoon.Reply.Cause;
import info.sopranoexch.provider.paymoon.Reply.Declined;
import info.sopranoexch.provider.paymoon.Reply.Silent;
import java.time.Duration;

/**
 * The attempts to create one invoice. In doubt whether an earlier one went through, an attempt asks first and creates only
 * when Paymoon says that there is none.
 */
final class InvoiceCreation {
    private final PaymoonHttp http;
    private final InvoiceRequests requests;
    private final InvoiceOrder order;
    private boolean inDoubt;

    InvoiceCreation(PaymoonHttp http, InvoiceRequests requests, InvoiceOrder order, boolean inDoubt) {
        this.http = http;
        this.requests = requests;
        this.order = order;
        this.inDoubt = inDoubt;
    }

    Reply attempt() {
        if (inDoubt) {
            Reply found = InvoiceSearch.byExternalId(http, order.paymentId());
            if (!(found instanceof Declined)) {
                return found;
            }
            inDoubt = false;
        }
        Reply created = http.post(InvoiceRequests.create(), requests.createBody(order), order.paymentId());
        inDoubt = created instanceof Silent(String _, Cause cause, Duration _) && cause == Cause.FAULT;
        return created;
    }
}
