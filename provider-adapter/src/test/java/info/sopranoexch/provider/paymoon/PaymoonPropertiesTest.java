package info.sopranoexch.provider.paymoon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class PaymoonPropertiesTest {
    private static final String SECRETS = "soprano.paymoon.webhook-secrets";
    private static final String GOOD = "0123456789abcdef";

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ConfigurationPropertiesAutoConfiguration.class))
            .withUserConfiguration(Config.class)
            .withPropertyValues("soprano.paymoon.url=http://localhost:1", "soprano.paymoon.api-token=token");

    @EnableConfigurationProperties(PaymoonProperties.class)
    static class Config {}

    @ParameterizedTest
    @ValueSource(strings = {GOOD, GOOD + "," + GOOD + "0"})
    void acceptsOneOrTwoSecrets(String secrets) {
        service.withPropertyValues(SECRETS + "=" + secrets)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "0123456789abcde",
                GOOD + ",",
                GOOD + ",short",
                GOOD + "," + GOOD + "0," + GOOD + "1",
            })
    void rejectsInvalidSecrets(String secrets) {
        service.withPropertyValues(SECRETS + "=" + secrets)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("webhookSecrets"));
    }

    @Test
    void masksSecrets() {
        service.withPropertyValues(SECRETS + "=" + GOOD)
                .run(context -> assertThat(context.getBean(PaymoonProperties.class))
                        .asString()
                        .doesNotContain(GOOD)
                        .contains("apiToken=***"));
    }

    @Test
    void rejectsMissingSecret() {
        service.run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("webhookSecrets"));
    }
}
