package info.sopranoexch.payment.domain;

/** Why a provider report cannot be applied. */
public enum QuarantineReason implements HasCode {
    UNKNOWN_PAYMENT("The payment does not exist."),
    UNTRANSLATABLE("The provider's report is malformed."),
    UNKNOWN_PROVIDER("The report comes from a provider that we do not use."),
    INVOICE_ID_DIFFERS("The report names another invoice than the one that the payment has."),
    CURRENCY_DIFFERS("The report is in another currency than the payment."),
    EVENT_ID_REUSED("An event with this id and other content was applied before, and this one is not newer."),
    PAID_WITHOUT_AMOUNT("The provider reports a payment as paid without an amount."),
    PAID_AMOUNT_CHANGED("The provider reports a smaller paid amount or another currency than before."),
    UNKNOWN_REFUND("The provider reports a refund that is unknown here."),
    REFUND_UNRESOLVED(
            "The refund may be one of ours whose outcome is unknown. The report is held until the provider was queried."),
    REFUND_IDS_CONTRADICT("The provider's id and our id of the refund belong to different refunds."),
    REFUND_AMOUNT_DIFFERS("The provider refunded a different amount than requested."),
    REFUND_EXCEEDS_PAID("The provider refunded more than the refundable amount."),
    REFUND_REVERSED("The provider reports a refund as failed that it reported as succeeded before.");

    private final String detail;

    QuarantineReason(String detail) {
        this.detail = detail;
    }

    /** One sentence for operators. */
    public String detail() {
        return detail;
    }
}
