package info.sopranoexch.provider.paymoon;

import info.sopranoexch.provider.paymoon.PaymoonResponse.NoResponse;
import info.sopranoexch.starter.api.PublicUrlProperties;
import info.sopranoexch.starter.http.HttpCalls;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PublicUrlProperties.class)
class PaymoonConfiguration {
    private static final Logger log = LoggerFactory.getLogger(PaymoonConfiguration.class);

    @Bean
    HttpCalls paymoonHttpCalls(PaymoonProperties properties) {
        PaymoonProperties.Calls calls = properties.calls();
        return new HttpCalls(
                "soprano-provider-adapter",
                calls.maxResponse(),
                calls.deadline(),
                calls.keepAlive(),
                calls.maxConnections());
    }

    /** Counts outages only: an exception of the adapter itself is ignored, and so are rate limits and declines. */
    @Bean
    CircuitBreaker paymoonCircuitBreaker(PaymoonProperties properties, MeterRegistry meters) {
        PaymoonProperties.Breaker settings = properties.circuitBreaker();
        CircuitBreaker breaker = CircuitBreaker.of(
                "paymoon",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(settings.window())
                        .minimumNumberOfCalls(settings.window() / 2)
                        .failureRateThreshold(settings.failurePercent())
                        .waitDurationInOpenState(settings.open())
                        .permittedNumberOfCallsInHalfOpenState(settings.trialCalls())
                        .maxWaitDurationInHalfOpenState(settings.maxTrial())
                        .transitionToStateAfterWaitDuration(State.CLOSED)
                        .recordResult(response -> response instanceof NoResponse failure && failure.isOutage())
                        .ignoreException(_ -> true)
                        .build());
        breaker.getEventPublisher()
                .onStateTransition(event -> log.warn("circuit breaker paymoon {}", event.getStateTransition()));
        Gauge.builder("soprano.provider.circuit.breaker.open", breaker, PaymoonConfiguration::isOpen)
                .register(meters);
        return breaker;
    }

    private static double isOpen(CircuitBreaker breaker) {
        return breaker.getState() == State.OPEN ? 1 : 0;
    }

    /** Not part of readiness: the adapter receives callbacks while the circuit breaker is open. */
    @Bean
    HealthIndicator paymoonHealthIndicator(CircuitBreaker paymoonCircuitBreaker) {
        return () -> {
            State state = paymoonCircuitBreaker.getState();
            Health.Builder health =
                    state == State.OPEN ? Health.down().withDetail("reason", "calls to Paymoon fail") : Health.up();
            return health.withDetail("circuit_breaker", state.name()).build();
        };
    }
}
