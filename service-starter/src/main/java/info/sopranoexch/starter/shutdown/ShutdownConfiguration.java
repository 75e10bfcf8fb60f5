package info.sopranoexch.starter.shutdown;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

@AutoConfiguration
@EnableConfigurationProperties(ShutdownProperties.class)
class ShutdownConfiguration {

    @Bean
    ConnectionDraining connectionDraining(ShutdownProperties properties) {
        return new ConnectionDraining(properties);
    }
}
