package info.sopranoexch.payment.merchants;

import org.jspecify.annotations.Nullable;

/**
 * The fields of a merchant that payers see, besides its name.
 *
 * @param legalName the name in the commercial register
 * @param supportContact an e-mail address, an https URL or a telephone number
 * @param logo tag of the logo; null if there is none
 */
public record MerchantProfile(
        @Nullable String legalName,
        @Nullable String supportContact,
        @Nullable String logo) {}
