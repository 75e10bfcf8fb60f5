package info.sopranoexch.starter.secrets;

import com.google.crypto.tink.Aead;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** For services that name a keyset, even an empty one. */
@AutoConfiguration
@ConditionalOnClass(Aead.class)
@ConditionalOnProperty("soprano.secrets.keyset")
@EnableConfigurationProperties(SecretsProperties.class)
class SecretsConfiguration {

    @Bean
    SecretCipher secretCipher(SecretsProperties properties) {
        return new SecretCipher(properties);
    }
}
