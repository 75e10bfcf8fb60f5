package info.sopranoexch.gateway.payments;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param secrets the secrets from which ids are derived for requests with an Idempotency-Key, the same in all gateways. The
 *     first derives new ids; the others find earlier ones. One to four, each of 32 bytes or more
 */
@ConfigurationProperties("soprano.ids")
record PaymentIdProperties(@DefaultValue List<String> secrets) {
    private static final int MIN_BYTES = 32;
    private static final int MAX_SECRETS = 4;

    PaymentIdProperties {
        if (secrets.isEmpty() || secrets.size() > MAX_SECRETS) {
            throw new IllegalArgumentException(
                    "soprano.ids.secrets (SOPRANO_IDS_SECRETS) must hold 1 to " + MAX_SECRETS + " secrets");
        }
        for (String secret : secrets) {
            if (secret.getBytes(StandardCharsets.UTF_8).length < MIN_BYTES) {
                throw new IllegalArgumentException(
                        "each of soprano.ids.secrets (SOPRANO_IDS_SECRETS) must have at least " + MIN_BYTES + " bytes");
            }
        }
        secrets = List.copyOf(secrets);
    }

    @Override
    public String toString() {
        return "IdProperties[secrets=***]";
    }
}
