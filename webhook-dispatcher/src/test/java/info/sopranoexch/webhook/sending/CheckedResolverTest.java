package info.sopranoexch.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckedResolverTest {
    private final Deque<List<String>> addresses = new ArrayDeque<>();
    private final NameLookup lookup = new NameLookup(1, 64, Duration.ofSeconds(5), this::next);
    private final CheckedResolver resolver = new CheckedResolver(new AddressPolicy(false), Set.of(443), lookup, 4);

    @BeforeEach
    void beginAttempt() {
        AttemptTrace.begin();
    }

    @AfterEach
    void endAttempt() {
        AttemptTrace.end();
        lookup.close();
    }

    private InetAddress[] next(String host) {
        return addresses.removeFirst().stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }

    @Test
    void connectsToTheCheckedAddressesOfOneLookup() throws UnknownHostException {
        addresses.add(List.of("1.1.1.1", "2606:4700:4700::1111"));
        // A hostile name server returns another address to the second query.
        addresses.add(List.of("169.254.169.254"));

        assertThat(resolver.resolve("rebinding.example", 443))
                .extracting(address -> address.getAddress().getHostAddress())
                .containsExactly("1.1.1.1", "2606:4700:4700:0:0:0:0:1111");
        assertThat(addresses).hasSize(1);
        assertThatThrownBy(() -> resolver.resolve("rebinding.example", 443))
                .isInstanceOf(ForbiddenTargetException.class);
    }

    @Test
    void dropsForbiddenAddresses() throws UnknownHostException {
        addresses.add(List.of("10.0.0.1", "1.1.1.1", "64:ff9b::a00:1", "64:ff9b::101:101"));

        assertThat(resolver.resolve("mixed.example", 443))
                .extracting(address -> address.getAddress().getHostAddress())
                .containsExactly("1.1.1.1", "64:ff9b:0:0:0:0:101:101");
    }

    @Test
    void rejectsANameWithoutAllowedAddress() {
        addresses.add(List.of("10.0.0.1", "64:ff9b::a00:1"));

        assertThatThrownBy(() -> resolver.resolve("inside.example", 443)).isInstanceOf(ForbiddenTargetException.class);
    }

    @Test
    void rejectsAForbiddenPort() {
        addresses.add(List.of("1.1.1.1"));
        assertThatThrownBy(() -> resolver.resolve("public.example", 22)).isInstanceOf(ForbiddenTargetException.class);
    }

    @Test
    void triesAtMostFourAddresses() throws UnknownHostException {
        String[] many = new String[100];
        Arrays.setAll(many, number -> "1.1.1." + (number + 1));
        addresses.add(List.of(many));
        assertThat(resolver.resolve("many.example", 443)).hasSize(4);
    }
}
