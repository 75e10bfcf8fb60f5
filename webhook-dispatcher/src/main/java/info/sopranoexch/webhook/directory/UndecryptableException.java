package info.sopranoexch.webhook.directory;

import info.sopranoexch.starter.kafka.CompactedTopicReader.NotApplicableYetException;
import java.security.GeneralSecurityException;

/**
 * The keyset does not decrypt a merchant's secrets, because it is outdated or belongs to another environment. Receivers would reject
 * webhooks without the secret, so the record waits for the right keyset.
 */
class UndecryptableException extends NotApplicableYetException {
    private static final long serialVersionUID = 1L;

    UndecryptableException(long merchantId, GeneralSecurityException cause) {
        super("the secrets of merchant " + merchantId + " cannot be decrypted with soprano.secrets.keyset", cause);
    }
}
