package info.sopranoexch.webhook.directory;

import info.sopranoexch.starter.kafka.CompactedTopicReader.NotApplicableYetException;
import java.security.GeneralSecurityException;

/**
 * Our keyset does not decrypt a merchant's secrets: it is the keyset of another environment, or an old one. Webhooks sent
 * without the secret would be refused, so the merchant's record waits for the right keyset.
 */
class UndecryptableException extends NotApplicableYetException {
    private static final long serialVersionUID = 1L;

    UndecryptableException(long merchantId, GeneralSecurityException cause) {
        super("the secrets of merchant " + merchantId + " cannot be decrypted with soprano.secrets.keyset", cause);
    }
}
