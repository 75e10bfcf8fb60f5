package info.sopranoexch.sdk;

import java.math.BigDecimal;

/**
 * The end of a refund.
 *
 * @param status succeeded or failed
 * @param failureCode null unless the refund failed
 */
public record RefundResult(String refundId, BigDecimal amount, String status, String origin, String failureCode) {}
