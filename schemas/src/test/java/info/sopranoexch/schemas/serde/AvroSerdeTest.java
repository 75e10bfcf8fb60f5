package info.sopranoexch.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderEventSource;
import info.sopranoexch.schemas.avro.ProviderOutcome;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.apache.avro.SystemLimitException;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes and requests match the documentation of Confluent. The registry is a stub with fixed responses. */
class AvroSerdeTest {
    private static final String TOPIC = "provider.events.v1";
    private static final ProviderEvent CALLBACK = ProviderEvent.newBuilder()
            .setEventId("evt_1")
            .setPaymentId("pay_1")
            .setProvider("paymoon")
            .setSource(ProviderEventSource.callback)
            .setOutcome(ProviderOutcome.untranslatable)
            .setRaw(ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8)))
            .setOccurredAt(Instant.EPOCH)
            .setReceivedAt(Instant.ofEpochMilli(1_700_000_000_123L))
            .build();

    private final List<String> requests = new ArrayList<>();
    private final Map<String, String> responses = new HashMap<>();
    private int status = 200;
    private int faults;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            requests.add(authorization == null ? request : request + " " + authorization);
            if (faults > 0) {
                faults--;
                exchange.sendResponseHeaders(500, -1);
                exchange.close();
                return;
            }
            byte[] body = responses
                    .getOrDefault(request, "{\"error_code\":40403,\"message\":\"Schema not found\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(responses.containsKey(request) || status != 200 ? status : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        responses.put("POST /api/subjects/provider.events.v1-value/versions", "{\"id\":258}");
        responses.put("POST /api/subjects/provider.events.v1-value", "{\"id\":258}");
        responses.put(
                "GET /api/schemas/ids/258",
                "{\"schema\":" + quoted(CALLBACK.getSchema().toString()) + "}");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void writesConfluentWireFormat() {
        byte[] bytes = serializer(Map.of()).serialize(TOPIC, CALLBACK);

        assertThat(bytes).startsWith(0, 0, 0, 1, 2);
        // the first field: a length as zigzag varint, then UTF-8
        assertThat(bytes[5]).isEqualTo((byte) 10);
        assertThat(new String(bytes, 6, 5, StandardCharsets.UTF_8)).isEqualTo("evt_1");
    }

    /** Without a limit Avro allocates two gigabytes, and the listener thread ends with an OutOfMemoryError. */
    @Test
    void rejectsLengthBeyondTheEndOfTheRecord() {
        byte[] bytes = {0, 0, 0, 1, 2, (byte) 0xec, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f, 'x'};

        assertThatThrownBy(() -> deserializer(true).deserialize(TOPIC, bytes))
                .isInstanceOf(SerializationException.class)
                .hasRootCauseInstanceOf(SystemLimitException.class);
    }

    @Test
    void readsWrittenRecords() {
        byte[] bytes = serializer(Map.of()).serialize(TOPIC, CALLBACK);

        assertThat(deserializer(true).deserialize(TOPIC, bytes)).isEqualTo(CALLBACK);
        GenericRecord generic = (GenericRecord) deserializer(false).deserialize(TOPIC, bytes);
        assertThat(generic.get("payment_id")).hasToString("pay_1");
    }

    @Test
    void callsTheRegistryOnce() {
        AvroSerializer serializer = serializer(Map.of("auto.register.schemas", "false"));
        serializer.serialize(TOPIC, CALLBACK);
        serializer.serialize(TOPIC, CALLBACK);

        assertThat(requests).containsExactly("POST /api/subjects/provider.events.v1-value");
    }

    @Test
    void sendsCredentials() {
        serializer(Map.of("basic.auth.user.info", "user:pass")).serialize(TOPIC, CALLBACK);

        assertThat(requests).containsExactly("POST /api/subjects/provider.events.v1-value/versions Basic dXNlcjpwYXNz");
    }

    @Test
    void keepsTombstones() {
        assertThat(serializer(Map.of()).serialize(TOPIC, null)).isNull();
        assertThat(deserializer(true).deserialize(TOPIC, null)).isNull();
    }

    @Test
    void rejectsInvalidBytesAsMalformed() {
        byte[] valid = serializer(Map.of()).serialize(TOPIC, CALLBACK);
        byte[] cut = java.util.Arrays.copyOf(valid, valid.length - 3);
        byte[] longer = java.util.Arrays.copyOf(valid, valid.length + 1);

        byte[] zeroId = {0, 0, 0, 0, 0, 1};
        byte[] negativeId = {0, -1, 0, 0, 0, 1};

        for (byte[] bad : List.of(cut, longer, zeroId, negativeId, new byte[] {1, 2, 3}, new byte[0])) {
            assertThatThrownBy(() -> deserializer(true).deserialize(TOPIC, bad))
                    .isInstanceOf(MalformedRecordException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"record\",\"name\":\"Other\",\"namespace\":\"org.example\",\"fields\":[]}",
                "{\"type\":\"record\",\"name\":\"ProviderEvent\",\"namespace\":\"info.sopranoexch.schemas.avro\",\"fields\":[]}",
                "syntax = \"proto3\";"
            })
    void rejectsRecordWithUnresolvableSchemaAsMalformed(String schema) {
        byte[] bytes = serializer(Map.of()).serialize(TOPIC, CALLBACK);
        responses.put("GET /api/schemas/ids/258", "{\"schema\":" + quoted(schema) + "}");

        assertThatThrownBy(() -> deserializer(true).deserialize(TOPIC, bytes))
                .isInstanceOf(MalformedRecordException.class);
    }

    /** Responses of a registry or a proxy that fails. None of them concerns the record. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"error_code\":40101,\"message\":\"Unauthorized\"}",
                "401 | <html>Unauthorized</html>",
                "403 | {\"error_code\":40301,\"message\":\"User is denied operation Read on Subject\"}",
                "404 | <html>Not Found</html>",
                "404 | {\"timestamp\":\"2026-11-28\",\"status\":404,\"error\":\"Not Found\"}",
                "404 | {\"error_code\":40401,\"message\":\"Subject not found\"}",
                "405 | {\"error_code\":405,\"message\":\"Method Not Allowed\"}",
                "407 | proxy authentication required",
                "429 | {\"error_code\":42901,\"message\":\"Too many requests\"}",
                "302 | ''",
                "500 | {\"error_code\":50001,\"message\":\"Error in the backend data store\"}",
                "502 | <html>Bad Gateway</html>",
                "503 | ''",
                "200 | <html>Please log in</html>",
                "200 | {\"status\":\"UP\"}",
                "200 | ''",
                "200 | []",
            })
    void treatsOtherResponsesAsOutage(int responseStatus, String body) {
        byte[] bytes = serializer(Map.of()).serialize(TOPIC, CALLBACK);
        status = responseStatus;
        responses.put("GET /api/schemas/ids/258", body);

        assertThatThrownBy(() -> deserializer(true).deserialize(TOPIC, bytes))
                .isInstanceOf(RegistryUnavailableException.class)
                .isNotInstanceOf(UnknownSchemaException.class);
    }

    @Test
    void treatsUnknownSchemaIdAsOutage() {
        byte[] bytes = serializer(Map.of()).serialize(TOPIC, CALLBACK);
        bytes[4] = 9;

        assertThatThrownBy(() -> deserializer(true).deserialize(TOPIC, bytes))
                .isInstanceOfSatisfying(
                        UnknownSchemaException.class,
                        e -> assertThat(e.schemaId()).isEqualTo(265));
    }

    @Test
    void treatsTlsFailureAsOutage() throws IOException {
        byte[] bytes = serializer(Map.of()).serialize(TOPIC, CALLBACK);
        try (var plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> respondInPlainText(plain));
            var deserializer = new AvroDeserializer();
            String https = "https://localhost:" + plain.getLocalPort();
            deserializer.configure(Map.of("schema.registry.url", https, "max.retries", "0"), false);

            assertThatThrownBy(() -> deserializer.deserialize(TOPIC, bytes))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasRootCauseInstanceOf(SSLException.class);
        }
    }

    private static void respondInPlainText(ServerSocket plain) {
        try (var connection = plain.accept()) {
            // The JDK's client can miss a response that arrives before it has sent its hello.
            int firstByte = connection.getInputStream().read();
            assertThat(firstByte).isNotNegative();
            connection.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            // A close with unread bytes resets the connection, and the client may lose the response.
            connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void treatsUnreachableRegistryAsOutage() {
        byte[] bytes = serializer(Map.of()).serialize(TOPIC, CALLBACK);
        server.stop(0);
        assertThatThrownBy(() -> deserializer(true).deserialize(TOPIC, bytes))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void recoversWithoutRestart() {
        byte[] bytes = serializer(Map.of()).serialize(TOPIC, CALLBACK);
        AvroDeserializer deserializer = deserializer(true);
        status = 401;
        assertThatThrownBy(() -> deserializer.deserialize(TOPIC, bytes))
                .isInstanceOf(RegistryUnavailableException.class);

        status = 200;

        assertThat(deserializer.deserialize(TOPIC, bytes)).isEqualTo(CALLBACK);
    }

    @Test
    void triesTheNextUrl() {
        var serializer = new AvroSerializer();
        serializer.configure(Map.of("schema.registry.url", "http://127.0.0.1:1/x, " + url()), false);

        assertThat(serializer.serialize(TOPIC, CALLBACK)).startsWith(0, 0, 0, 1, 2);
    }

    @Test
    void retriesUntilTheRegistryRecovers() {
        faults = 2;
        var settings = Map.of("max.retries", "2", "retries.wait.ms", "1");

        assertThat(serializer(settings).serialize(TOPIC, CALLBACK)).startsWith(0, 0, 0, 1, 2);
        assertThat(requests).hasSize(3);
        faults = 3;
        assertThatThrownBy(() -> serializer(settings).serialize(TOPIC, CALLBACK))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void rejectsMissingUrl() {
        try (var serializer = new AvroSerializer()) {
            assertThatThrownBy(() -> serializer.configure(Map.of(), false))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("schema.registry.url");
        }
    }

    private AvroSerializer serializer(Map<String, String> more) {
        var configs = new HashMap<String, String>(more);
        configs.put("schema.registry.url", url());
        var serializer = new AvroSerializer();
        serializer.configure(configs, false);
        return serializer;
    }

    private AvroDeserializer deserializer(boolean specific) {
        var deserializer = new AvroDeserializer();
        deserializer.configure(
                Map.of("schema.registry.url", url(), "specific.avro.reader", specific, "retries.wait.ms", "1"), false);
        return deserializer;
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api";
    }

    private static String quoted(String text) {
        return com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
    }
}
