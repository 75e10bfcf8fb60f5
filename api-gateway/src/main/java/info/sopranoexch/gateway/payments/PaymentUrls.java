package info.sopranoexch.gateway.payments;

import org.springframework.stereotype.Component;

/** Where the page of a payment is. */
@Component
public class PaymentUrls {
    private final String base;

    PaymentUrls(PaymentSettings settings) {
        String url = settings.publicUrl().toString();
        this.base = (url.endsWith("/") ? url.substring(0, url.length() - 1) : url) + "/pay/";
    }

    public String of(String paymentId) {
        return base + paymentId;
    }
}
