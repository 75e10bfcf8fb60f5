package info.sopranoexch.starter.internalapi;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Protects every path of a service. A service with a public API excludes this configuration. */
@AutoConfiguration
@EnableConfigurationProperties(InternalApiProperties.class)
public class InternalApiConfiguration {

    @Bean
    InternalApiFilter internalApiFilter(InternalApiProperties properties) {
        return new InternalApiFilter(properties);
    }
}
