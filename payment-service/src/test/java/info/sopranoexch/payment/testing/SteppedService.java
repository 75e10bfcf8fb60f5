package info.sopranoexch.payment.testing;

import info.sopranoexch.starter.testing.SettableClock;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.support.TestPropertySourceUtils;

/** The service without background work: tests run each step and set the clock. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "soprano.batch.enabled=false",
            "soprano.timeline.enabled=false",
            "soprano.request-log.enabled=false",
            "soprano.provider-checks.enabled=false",
            "soprano.invoice-changes.enabled=false",
            "spring.main.allow-bean-definition-overriding=true"
        })
@ContextConfiguration(initializers = SteppedService.Settings.class)
@Import(SteppedService.Clock.class)
public @interface SteppedService {
    /** Points it at the shared infrastructure. */
    class Settings implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertySourceUtils.addInlinedPropertiesToEnvironment(context, ServiceSettings.pairs("payment_steps"));
        }
    }

    /** Replaces the clock. */
    class Clock {
        @Bean
        @Primary
        SettableClock settableClock() {
            return new SettableClock();
        }
    }
}
