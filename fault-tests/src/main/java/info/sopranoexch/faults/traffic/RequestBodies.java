package info.sopranoexch.faults.traffic;

import info.sopranoexch.faults.history.ApiRequest;
import java.math.BigDecimal;
import java.util.Locale;

/** Bodies of requests: the same request, the same text. */
final class RequestBodies {
    /** Keys of creates that are to expire say after how many seconds. */
    private static final String EXPIRES = "-expires-";

    private RequestBodies() {}

    static String create(ApiRequest.Create create) {
        String body = String.format(
                Locale.ROOT,
                "{\"merchant_id\":%d,\"amount\":%s,\"currency\":\"RUB\",\"order_id\":\"%s\"",
                create.merchantId(),
                roubles(create.amountMinor()),
                create.key());
        int expires = create.key().indexOf(EXPIRES);
        return expires < 0
                ? body + "}"
                : body + ",\"expires_in\":" + create.key().substring(expires + EXPIRES.length()) + "}";
    }

    /** @param seconds 0: the usual time */
    static String key(String name, int seconds) {
        return seconds == 0 ? name : name + EXPIRES + seconds;
    }

    static String refund(ApiRequest.Refund refund) {
        return refund.amountMinor() == 0 ? "{}" : "{\"amount\":" + roubles(refund.amountMinor()) + "}";
    }

    private static String roubles(long minor) {
        return BigDecimal.valueOf(minor, 2).toPlainString();
    }
}
