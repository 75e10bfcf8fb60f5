package info.sopranoexch.gateway.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** The document in its three forms, made when somebody first asks: a start has better things to do. */
@Component
class ApiDocument {
    private static final class Forms {
        private static final byte[] YAML = read();
        private static final Part ROOT = Part.document(parse(YAML));
        private static final byte[] JSON = JsonMapper.builder()
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .build()
                .writeValueAsBytes(ROOT.value());
        private static final byte[] PAGE = new DocsHtml(ROOT).page().toString().getBytes(StandardCharsets.UTF_8);
    }

    byte[] yaml() {
        return Forms.YAML;
    }

    byte[] json() {
        return Forms.JSON;
    }

    byte[] page() {
        return Forms.PAGE;
    }

    private static byte[] read() {
        try (InputStream in = ApiDocument.class.getResourceAsStream("openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("not in the jar: openapi.yaml");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object parse(byte[] yaml) {
        return new Yaml(new ExactNumbers()).load(new String(yaml, StandardCharsets.UTF_8));
    }

    /** 1000.00 stays 1000.00. */
    private static final class ExactNumbers extends SafeConstructor {
        ExactNumbers() {
            super(new LoaderOptions());
            yamlConstructors.put(Tag.FLOAT, new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    return new BigDecimal(((ScalarNode) node).getValue());
                }
            });
        }
    }
}
