package info.sopranoexch.sandbox;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

@SpringBootApplication
@ConfigurationPropertiesScan
public class PaymoonSandboxApplication {
    public static void main(String[] args) {
        SpringApplication.run(PaymoonSandboxApplication.class, args);
    }
}
