package info.sopranoexch.payment.testing;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import info.sopranoexch.localstack.infrastructure.Infrastructure;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** Points the service at the infrastructure of the tests. */
public final class ServiceSettings {
    public static final String TOKEN = "token-of-the-integration-tests";

    private ServiceSettings() {}

    /**
     * @param database name of a database for this context only
     * @return name=value
     */
    public static String[] pairs(String database) {
        Infrastructure shared = Infrastructure.shared();
        shared.createTopics();
        return new String[] {
            "spring.datasource.url=" + shared.jdbcUrl(database),
            "spring.datasource.username=" + database,
            "spring.datasource.password=" + database,
            "spring.kafka.bootstrap-servers=" + shared.bootstrapServers(),
            "spring.kafka.properties.schema.registry.url=" + shared.registryUrl(),
            // Contexts with separate databases share the topics.
            "soprano.directory.watch=false",
            "soprano.internal.token=" + TOKEN,
            "soprano.secrets.keyset=" + keyset()
        };
    }

    private static String keyset() {
        try {
            AeadConfig.register();
            KeysetHandle handle = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
            String json = TinkJsonProtoKeysetFormat.serializeKeyset(handle, InsecureSecretKeyAccess.get());
            return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
