package info.sopranoexch.starter.shutdown;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

@AutoConfiguration
@EnableConfigurationProperties(ShutdownSettings.class)
class ShutdownConfiguration {

    @Bean
    Drain drain(ShutdownSettings settings) {
        return new Drain(settings);
    }
}
