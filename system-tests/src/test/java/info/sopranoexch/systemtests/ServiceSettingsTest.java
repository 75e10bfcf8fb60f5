package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceSettingsTest {
    /** The tests of the serde and LiveServiceIT cover the effect of the setting. */
    @ParameterizedTest
    @ValueSource(strings = {"api-gateway", "payment-service", "provider-adapter", "webhook-dispatcher"})
    void noServiceRegistersSchemas(String service) throws IOException {
        String settings =
                Files.readString(Stack.PROJECT.resolve(service).resolve("src/main/resources/application.yaml"));

        assertThat(settings).contains("      auto.register.schemas: false\n");
    }
}
