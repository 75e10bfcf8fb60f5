package info.sopranoexch.provider;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

@SpringBootApplication
@ConfigurationPropertiesScan
public class ProviderAdapterApplication {
    public static void main(String[] args) {
        SpringApplication.run(ProviderAdapterApplication.class, args);
    }
}
