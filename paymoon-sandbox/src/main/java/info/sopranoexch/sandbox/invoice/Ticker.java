package info.sopranoexch.sandbox.invoice;

import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What happens by itself as time goes by. */
@Component
@EnableScheduling
class Ticker {
    private final ChangeInvoice changeInvoice;
    private final RefundInvoice refundInvoice;

    Ticker(ChangeInvoice changeInvoice, RefundInvoice refundInvoice) {
        this.changeInvoice = changeInvoice;
        this.refundInvoice = refundInvoice;
    }

    @Scheduled(fixedDelay = 500, timeUnit = TimeUnit.MILLISECONDS)
    void tick() {
        changeInvoice.expireOverdue();
        refundInvoice.settleDue();
    }
}
