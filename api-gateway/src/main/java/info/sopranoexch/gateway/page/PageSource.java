package info.sopranoexch.gateway.page;

import info.sopranoexch.gateway.commands.RecentlyAccepted;
import info.sopranoexch.gateway.payments.PaymentId;
import info.sopranoexch.gateway.upstream.InternalRequest;
import info.sopranoexch.gateway.upstream.InternalResponse;
import info.sopranoexch.gateway.upstream.InternalService;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Asks the payment service what a page shows. */
@Component
class PageSource {
    private static final Logger log = LoggerFactory.getLogger(PageSource.class);
    private static final Duration LIMIT = Duration.ofSeconds(3);
    /** Anybody can open pages; merchants must not wait behind them. */
    private static final int MAX_AT_ONCE = 64;

    private final InternalService paymentService;
    private final RecentlyAccepted accepted;
    private final Semaphore places = new Semaphore(MAX_AT_ONCE);

    PageSource(@Qualifier("paymentService") InternalService paymentService, RecentlyAccepted accepted) {
        this.paymentService = paymentService;
        this.accepted = accepted;
    }

    /** What is known of a payment. */
    sealed interface Found {
        record Known(PageState state) implements Found {}

        /** It may well be there; nobody can say at the moment. */
        record NotYet() implements Found {}

        record Nothing() implements Found {}
    }

    Found find(String paymentId) {
        if (!PaymentId.isOne(paymentId)) {
            return new Found.Nothing();
        }
        if (!places.tryAcquire()) {
            return new Found.NotYet();
        }
        try {
            return read(
                    paymentId,
                    paymentService.tryCall(InternalRequest.get("/internal/payment-pages/" + paymentId, null), LIMIT));
        } finally {
            places.release();
        }
    }

    private Found read(String paymentId, @org.jspecify.annotations.Nullable InternalResponse response) {
        if (response != null && response.isSuccess()) {
            return new Found.Known(PageStateReader.read(response.body()));
        }
        if (response != null && response.status() == 404) {
            return accepted.contains(paymentId) ? new Found.NotYet() : new Found.Nothing();
        }
        if (response != null) {
            log.warn("payment-service answered {} for a page", response.status());
        }
        return new Found.NotYet();
    }
}
