package info.sopranoexch.checkout;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/**
 * Adds the payer's page to the application that imports this class. The application provides a clock, a
 * {@link PaymentServiceClient}, a {@link ClientIdentifier} and {@link AcceptedPaymentIds}.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@EnableConfigurationProperties(CheckoutProperties.class)
public class CheckoutConfiguration {
    @Bean
    LinkRules linkRules(Environment environment) {
        return new LinkRules(environment.acceptsProfiles(Profiles.of("local")));
    }
}
