package info.sopranoexch.payment.domain;

import java.util.Locale;

/** Why what the provider said cannot be applied. */
public enum QuarantineReason {
    UNKNOWN_PAYMENT("There is no such payment."),
    UNTRANSLATABLE("The provider said something that we cannot read."),
    UNKNOWN_PROVIDER("The report comes from a provider that we do not use."),
    INVOICE_ID_DIFFERS("The report names another invoice than the one that the payment has."),
    CURRENCY_DIFFERS("The report is in another currency than the payment."),
    EVENT_ID_REUSED("An event with this id and other content was applied before, and this one is not newer."),
    PAID_WITHOUT_AMOUNT("The provider says paid, but not how much."),
    PAID_AMOUNT_CHANGED("The provider says that less was paid, or other money, than it had said."),
    UNKNOWN_REFUND("The provider speaks of a refund that we do not know."),
    REFUND_UNRESOLVED(
            "The refund may be one of ours whose outcome is unknown. The report is held until the provider was queried."),
    REFUND_IDS_CONTRADICT("The provider's id and our id of the refund belong to different refunds."),
    REFUND_AMOUNT_DIFFERS("The provider refunded another amount than was asked for."),
    REFUND_EXCEEDS_PAID("The provider refunded more than what is left of the payment."),
    REFUND_REVERSED("The provider calls a refund failed that it had called succeeded.");

    private final String detail;

    QuarantineReason(String detail) {
        this.detail = detail;
    }

    /** Stable: stored, and told to operators and in metrics. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One sentence for operators. */
    public String detail() {
        return detail;
    }
}
