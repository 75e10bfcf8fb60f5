package info.sopranoexch.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
    private final AddressPolicy policy = new AddressPolicy(false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "198.18.0.1",
                "198.19.255.255",
                "192.0.2.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::7f00:1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "64:ff9b::7f00:1",
                "64:ff9b::a00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "64:ff9b:1::a00:1",
                // 10.0.0.1 after a prefix of 48, 56 and 64 bits, with a public address in the last 32 bits.
                "64:ff9b:1:a00:0:100:808:808",
                "64:ff9b:1:a:0:1:808:808",
                "64:ff9b:1:0:a:0:108:808",
                "2002:7f00:1::",
                "2002:c0a8:101::",
                "2001::1",
                "2001:db8::1",
                "4000::1"
            })
    void rejectsAddressesThatAreNotPublic(String address) throws UnknownHostException {
        assertThat(policy.isAllowed(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.1",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2a00:1450::1",
                "::ffff:8.8.8.8",
                "64:ff9b::808:808",
                "64:ff9b:1::808:808",
                "64:ff9b:1:fffe::808:808",
                "2002:808:808::"
            })
    void allowsPublicAddresses(String address) throws UnknownHostException {
        assertThat(policy.isAllowed(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void allowsLoopbackIfConfigured(String address) throws UnknownHostException {
        assertThat(new AddressPolicy(true).isAllowed(InetAddress.getByName(address)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2130706433", "127.1", "127.0.1"})
    void recognizesOtherNotationsOfLoopback(String literal) throws UnknownHostException {
        for (InetAddress address : InetAddress.getAllByName(literal)) {
            assertThat(policy.isAllowed(address)).isFalse();
        }
    }
}
