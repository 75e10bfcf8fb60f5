package info.sopranoexch.provider.events;

import info.sopranoexch.schemas.avro.ProviderOutcome;
import info.sopranoexch.schemas.avro.ProviderRefundResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Result of a request to the provider, or content of a callback. Without a clear response the result is {@link Unknown}. */
public sealed interface ProviderResult {
    /**
     * The provider reported the state of the invoice.
     *
     * @param refund the refund that the report concerns; null for none
     */
    record Reported(InvoiceReport invoice, @Nullable ProviderRefundResult refund) implements ProviderResult {}

    /** The provider has no such invoice. */
    record NotFound(String detail) implements ProviderResult {}

    /** The provider rejected the request. A retry cannot succeed. */
    record Refused(String detail) implements ProviderResult {}

    /** The provider may or may not have carried out the request. */
    record Unknown(String detail) implements ProviderResult {}

    /**
     * The provider limits the rate of calls, so the outcome is unknown.
     *
     * @param pause for which the provider asks; zero if it names none
     */
    record RateLimited(String detail, Duration pause) implements ProviderResult {}

    /** The provider sent a message that cannot be translated. */
    record Untranslatable(String detail, byte[] raw) implements ProviderResult {}

    default ProviderOutcome outcome() {
        return switch (this) {
            case Reported _ -> ProviderOutcome.reported;
            case NotFound _ -> ProviderOutcome.not_found;
            case Refused _ -> ProviderOutcome.refused;
            case Unknown _, RateLimited _ -> ProviderOutcome.unknown;
            case Untranslatable _ -> ProviderOutcome.untranslatable;
        };
    }
}
