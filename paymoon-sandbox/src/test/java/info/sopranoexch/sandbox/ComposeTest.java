package info.sopranoexch.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.FileSystemResource;

/** docker-compose.yml publishes the sandbox, which has pages without a token, on this machine only. */
class ComposeTest {
    private static final String SERVICE = "services.paymoon-sandbox.";

    @Test
    void publishesOnLoopbackWithMatchingLinks() {
        Path compose = Path.of("../docker-compose.yml");
        assertThat(Files.exists(compose)).isTrue();
        var yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new FileSystemResource(compose));
        assertThat(yaml.getObject())
                .containsEntry(SERVICE + "ports[0]", "127.0.0.1:${SANDBOX_PORT:-8090}:8090")
                .doesNotContainKey(SERVICE + "ports[1]")
                .containsEntry(
                        SERVICE + "environment.PAYMOON_SANDBOX_PUBLIC_BASE_URL",
                        "http://localhost:${SANDBOX_PORT:-8090}");
    }
}
