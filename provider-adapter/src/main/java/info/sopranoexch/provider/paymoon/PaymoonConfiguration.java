package info.sopranoexch.provider.paymoon;

import info.sopranoexch.starter.http.HttpCalls;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PaymoonConfiguration {
    private static final Logger log = LoggerFactory.getLogger(PaymoonConfiguration.class);
    private static final int TRIAL_CALLS = 3;
    /** With fewer trial calls in that time there is next to nobody to call, and no harm in calling. */
    private static final Duration LONGEST_TRIAL = Duration.ofMinutes(1);

    private static final int MAX_ANSWER = 256 * 1024;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

    @Bean
    HttpCalls paymoonCalls(PaymoonProperties properties) {
        return new HttpCalls("soprano-provider-adapter", MAX_ANSWER, properties.callDeadline(), KEEP_ALIVE);
    }

    @Bean
    CircuitBreaker paymoonBreaker(PaymoonProperties properties, MeterRegistry meters) {
        int window = properties.breaker().window();
        CircuitBreaker breaker = CircuitBreaker.of(
                "paymoon",
                CircuitBreakerConfig.custom()
                        .slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(window)
                        .minimumNumberOfCalls(window / 2)
                        .failureRateThreshold(properties.breaker().failurePercent())
                        .waitDurationInOpenState(properties.breaker().open())
                        .permittedNumberOfCallsInHalfOpenState(TRIAL_CALLS)
                        .maxWaitDurationInHalfOpenState(LONGEST_TRIAL)
                        .transitionToStateAfterWaitDuration(CircuitBreaker.State.CLOSED)
                        .build());
        breaker.getEventPublisher()
                .onStateTransition(event -> log.warn("breaker paymoon {}", event.getStateTransition()));
        Gauge.builder("soprano.provider.breaker.open", breaker, PaymoonConfiguration::isOpen)
                .register(meters);
        return breaker;
    }

    private static double isOpen(CircuitBreaker breaker) {
        return breaker.getState() == CircuitBreaker.State.OPEN ? 1 : 0;
    }
}
