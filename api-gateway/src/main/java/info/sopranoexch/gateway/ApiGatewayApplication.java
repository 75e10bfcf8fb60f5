package info.sopranoexch.gateway;

import info.sopranoexch.starter.internalapi.InternalApiConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The gateway authenticates merchants itself, and calls the internal API of other services. */
@SpringBootApplication(exclude = InternalApiConfiguration.class)
@ConfigurationPropertiesScan
@EnableScheduling
public class ApiGatewayApplication {
    public static void main(String[] args) {
        SpringApplication.run(ApiGatewayApplication.class, args);
    }
}
