package info.sopranoexch.gateway;

import info.sopranoexch.starter.api.PublicUrlProperties;
import info.sopranoexch.starter.internalapi.InternalApiConfiguration;
import java.time.InstantSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The gateway authenticates merchants itself, and calls the internal API of other services. */
@SpringBootApplication(exclude = InternalApiConfiguration.class)
@ConfigurationPropertiesScan
@EnableConfigurationProperties(PublicUrlProperties.class)
@EnableScheduling
public class ApiGatewayApplication {
    public static void main(String[] args) {
        SpringApplication.run(ApiGatewayApplication.class, args);
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }
}
