package info.sopranoexch.provider.answer;

import org.jspecify.annotations.Nullable;

/** What came of asking the provider, or of reading what it told by itself. A silence is never more than {@link Unknown}. */
public sealed interface ProviderAnswer {
    /** The provider told the state of the invoice. */
    record Reported(InvoiceReport invoice, @Nullable RefundReport refund) implements ProviderAnswer {}

    /** The provider says that it has no such invoice. */
    record NotFound(String detail) implements ProviderAnswer {}

    /** The provider declined for good: asking again would get the same answer. */
    record Refused(String detail) implements ProviderAnswer {}

    /** No answer, or none that settles it; the provider may or may not have done it. */
    record Unknown(String detail) implements ProviderAnswer {}

    /** It said something that cannot be read. */
    record Untranslatable(String detail, byte[] raw) implements ProviderAnswer {}
}
