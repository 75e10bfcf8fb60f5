package info.sopranoexch.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ForwardedHeadersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-Proto | https | true",
                "X-Forwarded-Proto | HTTPS | true",
                "X-Forwarded-Proto | http | false",
                "X-Forwarded-Proto | https, http | false",
                "X-Forwarded-Proto | https, https | false",
                "Forwarded | for=1.1.1.1;proto=https | true",
                "Forwarded | for=1.1.1.1;proto=http | false",
                "Forwarded | for=1.1.1.1 | false",
                "Forwarded | proto=https, for=1.1.1.1 | false",
                "Forwarded | proto=https, for=1.1.1.1;proto=http | false",
                "Forwarded | proto=http, proto=https | false",
                "Forwarded | for=1.1.1.1, for=2.2.2.2;proto=https | true",
                "X-Forwarded-For | 1.1.1.1 | false"
            })
    void isSecureOnlyIfEveryReportedHopIs(String header, String value, boolean secure) {
        var request = new MockHttpServletRequest();
        request.addHeader(header, value);

        assertThat(ForwardedHeaders.of(request, ForwardingHeader.X_FORWARDED_FOR)
                        .secure())
                .isEqualTo(secure);
    }
}
