package info.sopranoexch.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.localstack.infrastructure.Ports;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StackPortsTest {
    private static final int USUAL_GATEWAY = 8080;

    @Test
    void assignsOnePortToEachName() {
        var ports = new StackPorts(true, message -> {});
        int gateway = ports.of("api-gateway");
        assertThat(ports.of("api-gateway")).isEqualTo(gateway);
        assertThat(ports.of("api-gateway-2")).isNotEqualTo(gateway);
        assertThat(gateway).isNotEqualTo(USUAL_GATEWAY);
    }

    @Test
    void replacesTakenDefaultPort() throws Exception {
        List<String> said = new ArrayList<>();
        // Another process on this machine may use the port.
        try (var _ = Ports.isFree(USUAL_GATEWAY)
                ? new ServerSocket(USUAL_GATEWAY, 1, InetAddress.getLoopbackAddress())
                : new ServerSocket(0)) {
            int port = new StackPorts(false, said::add).of("api-gateway");
            assertThat(port).isNotEqualTo(USUAL_GATEWAY);
            assertThat(said).singleElement().asString().contains("8080", "api-gateway", String.valueOf(port));
        }
    }
}
