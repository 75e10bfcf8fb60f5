package info.sopranoexch.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import info.sopranoexch.starter.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class BodyEncodingTest {

    private static MockHttpServletRequest request(String contentType) {
        var request = new MockHttpServletRequest();
        request.addHeader("Content-Type", contentType);
        request.setContent("{\"a\":\"я\"}".getBytes(StandardCharsets.UTF_8));
        return request;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json;charset=utf-8",
                "application/json; charset=UTF-8",
                "application/json; charset=\"utf-8\"",
                "application/json; charset=utf8",
                "application/json; charset=\"UTF8\"",
                "Application/JSON; Charset=Utf-8"
            })
    void acceptsUtf8ByAnyOfItsNames(String contentType) throws IOException {
        assertThat(JsonBody.required(request(contentType)).object()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json; charset=iso-8859-1",
                "application/json; charset=utf-16",
                "application/json; charset=nonsense",
                "application/json; charset=\"\""
            })
    void refusesAnotherCharset(String contentType) {
        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> JsonBody.required(request(contentType)));

        assertThat(refused.code()).isEqualTo("unsupported_media_type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", " Identity "})
    void acceptsContentEncodingIdentity(String encoding) throws IOException {
        MockHttpServletRequest request = request("application/json");
        request.addHeader("Content-Encoding", encoding);

        assertThat(JsonBody.required(request).object()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "deflate", "br", "gzip, identity"})
    void refusesACompressedBodyWithTheReason(String encoding) {
        MockHttpServletRequest request = request("application/json");
        request.addHeader("Content-Encoding", encoding);

        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> JsonBody.required(request));

        assertThat(refused.getStatusCode().value()).isEqualTo(415);
        assertThat(refused.code()).isEqualTo("unsupported_content_encoding");
        assertThat(refused.getHeaders().toSingleValueMap()).containsEntry("Accept-Encoding", "identity");
    }
}
