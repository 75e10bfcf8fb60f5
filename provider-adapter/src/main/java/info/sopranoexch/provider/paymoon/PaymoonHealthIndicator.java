package info.sopranoexch.provider.paymoon;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** {@code paymoon}: whether it is called at all. No part of readiness: callbacks are taken all the same. */
@Component
class PaymoonHealthIndicator implements HealthIndicator {
    private final CircuitBreaker breaker;

    PaymoonHealthIndicator(CircuitBreaker breaker) {
        this.breaker = breaker;
    }

    @Override
    public Health health() {
        boolean open = breaker.getState() == CircuitBreaker.State.OPEN;
        return (open
                        ? Health.down().withDetail("reason", "its calls fail, so it is not called for a while")
                        : Health.up())
                .withDetail("breaker", breaker.getState().name())
                .build();
    }
}
