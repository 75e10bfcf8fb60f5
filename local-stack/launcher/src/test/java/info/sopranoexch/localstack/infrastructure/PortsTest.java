package info.sopranoexch.localstack.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void assignsNoPortTwice() {
        var given = new HashSet<Integer>();
        for (int i = 0; i < 50; i++) {
            assertThat(given.add(Ports.free())).isTrue();
        }
    }

    @Test
    void detectsListenersOnLoopbackAndAllAddresses() throws IOException {
        try (var loopback = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var all = new ServerSocket(0)) {
            assertThat(Ports.isFree(loopback.getLocalPort())).isFalse();
            assertThat(Ports.isFree(all.getLocalPort())).isFalse();
            assertThatThrownBy(() -> Ports.expectFree("kafka", all.getLocalPort()))
                    .hasMessageContaining("kafka")
                    .hasMessageContaining(String.valueOf(all.getLocalPort()));
        }
    }
}
