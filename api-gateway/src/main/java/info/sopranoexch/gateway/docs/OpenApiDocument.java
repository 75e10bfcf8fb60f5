package info.sopranoexch.gateway.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The API's OpenAPI document as YAML and as JSON. Both are read and converted at the first request. */
@Component
class OpenApiDocument {
    private static final class Content {
        private static final byte[] YAML = read();
        private static final byte[] JSON = JsonMapper.builder()
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .build()
                .writeValueAsBytes(
                        // Amounts in examples keep their decimals, such as 1000.00.
                        YAMLMapper.builder()
                                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                                .build()
                                .readTree(YAML));

        private static byte[] read() {
            try {
                return new ClassPathResource("openapi.yaml", OpenApiDocument.class).getContentAsByteArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    byte[] yaml() {
        return Content.YAML;
    }

    byte[] json() {
        return Content.JSON;
    }
}
