package info.sopranoexch.starter.requestlimit;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

@AutoConfiguration
@EnableConfigurationProperties(RequestLimitProperties.class)
@ConditionalOnBooleanProperty(prefix = "soprano.requests", name = "limited", matchIfMissing = true)
class RequestLimitConfiguration {

    @Bean
    RequestLimitFilter requestLimit(RequestLimitProperties properties, MeterRegistry meters) {
        return new RequestLimitFilter(properties.maxInFlight(), meters);
    }
}
