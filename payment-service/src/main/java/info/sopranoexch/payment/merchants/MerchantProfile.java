package info.sopranoexch.payment.merchants;

import org.jspecify.annotations.Nullable;

/**
 * What payers read of a merchant besides its name.
 *
 * @param legalName as it stands in the commercial register
 * @param supportContact for payers' questions: an e-mail address, an https URL or a telephone number
 * @param logo tag of the logo's content; null if there is none
 */
public record MerchantProfile(
        @Nullable String legalName,
        @Nullable String supportContact,
        @Nullable String logo) {}
