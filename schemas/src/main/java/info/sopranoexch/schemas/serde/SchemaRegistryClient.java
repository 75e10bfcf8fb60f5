package info.sopranoexch.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Client for a schema registry with Confluent's REST API. Each request has a deadline of 5 s. The URLs are tried in order;
 * if none is available, all are tried again, up to {@code max.retries} times. Responses are not cached.
 *
 * <p>Source: Confluent Schema Registry API reference, v1 content types.
 */
public final class SchemaRegistryClient implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    /** Client errors that do not concern the schema: credentials, proxy, timeout, rate limit. */
    private static final Set<Integer> UNAVAILABLE_STATUSES = Set.of(401, 403, 407, 408, 425, 429);

    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

    private final List<URI> urls;
    private final int retries;
    private final Duration retryPause;
    private final @Nullable String authorization;
    private final HttpClient http;
    private final ObjectMapper json = new ObjectMapper();

    /** @param configs Confluent's names: {@code schema.registry.url}, {@code basic.auth.user.info} */
    public SchemaRegistryClient(Map<String, ?> configs) {
        this(SerdeProperties.of(configs));
    }

    SchemaRegistryClient(SerdeProperties properties) {
        this.urls = properties.urls();
        this.retries = properties.retries();
        this.retryPause = properties.retryPause();
        String credentials = properties.credentials();
        this.authorization = credentials == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(DEADLINE)
                .build();
    }

    /**
     * Registers the schema under the subject unless it is registered already.
     *
     * @return the schema id, the same for the same schema
     * @throws RegistryException 409 if it is incompatible with a registered schema
     */
    public int register(String subject, Schema schema) {
        return id(post("subjects/" + encode(subject) + "/versions", schema));
    }

    /**
     * Returns the id of a registered schema.
     *
     * @throws RegistryException 40401 or 40403 if the schema is not registered
     */
    public int lookup(String subject, Schema schema) {
        return id(post("subjects/" + encode(subject), schema));
    }

    private static int id(JsonNode body) {
        if (!body.path("id").isInt()) {
            throw new RegistryUnavailableException("the registry returned no schema id");
        }
        return body.path("id").asInt();
    }

    /**
     * Returns the schema with the id.
     *
     * @throws RegistryException 40403 if the id is unknown
     * @throws MalformedRecordException if the schema is not a valid Avro schema
     */
    public Schema schemaById(int id) {
        JsonNode body = call("schemas/ids/" + id, HttpRequest.Builder::GET);
        if (!body.path("schema").isTextual()) {
            throw new RegistryUnavailableException("the registry did not return schema " + id);
        }
        try {
            return new Schema.Parser().parse(body.path("schema").asText());
        } catch (AvroRuntimeException e) {
            throw new MalformedRecordException("schema " + id + " is not an Avro schema", e);
        }
    }

    /** Returns the names of all subjects. */
    public Set<String> subjects() {
        var subjects = new TreeSet<String>();
        call("subjects", HttpRequest.Builder::GET).forEach(subject -> subjects.add(subject.asText()));
        return subjects;
    }

    /** Sets the compatibility level of a subject, such as {@code BACKWARD_TRANSITIVE}. */
    public void setCompatibility(String subject, String level) {
        String body = json.createObjectNode().put("compatibility", level).toString();
        call("config/" + encode(subject), builder -> builder.PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    private JsonNode post(String path, Schema schema) {
        String body = json.createObjectNode().put("schema", schema.toString()).toString();
        return call(path, builder -> builder.POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private JsonNode call(String path, UnaryOperator<HttpRequest.Builder> method) {
        long pause = retryPause.toMillis();
        for (int retry = 0; retry < retries; retry++, pause *= 2) {
            try {
                return callAvailableUrl(path, method);
            } catch (RegistryUnavailableException e) {
                pause(pause, e);
            }
        }
        return callAvailableUrl(path, method);
    }

    private static void pause(long millis, RegistryUnavailableException cause) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cause;
        }
    }

    private JsonNode callAvailableUrl(String path, UnaryOperator<HttpRequest.Builder> method) {
        RegistryUnavailableException last = new RegistryUnavailableException("no registry URL");
        for (URI url : urls) {
            try {
                return callUrl(url, path, method);
            } catch (RegistryUnavailableException e) {
                last = e;
            }
        }
        throw last;
    }

    private JsonNode callUrl(URI url, String path, UnaryOperator<HttpRequest.Builder> method) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(url.resolve(path))
                .timeout(DEADLINE)
                .header("Accept", CONTENT_TYPE)
                .header("Content-Type", CONTENT_TYPE);
        if (authorization != null) {
            builder.header("Authorization", authorization);
        }
        HttpResponse<String> response;
        try {
            response = http.send(method.apply(builder).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new RegistryUnavailableException("registry " + url + " is not available: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted while calling registry " + url, e);
        }
        return parse(url, path, response.statusCode(), response.body());
    }

    /** Accepts only a 2xx with JSON and an error with a code of the registry; every other response is an outage. */
    private JsonNode parse(URI url, String path, int status, String text) {
        if (status >= 500 || UNAVAILABLE_STATUSES.contains(status)) {
            throw new RegistryUnavailableException("registry " + url + " responded " + status);
        }
        JsonNode body;
        try {
            body = json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new RegistryUnavailableException("registry " + url + " responded " + status + " without JSON", e);
        }
        if (status < 300) {
            return body;
        }
        if (!body.path("error_code").isInt()) {
            // A proxy or another kind of server sent this response.
            throw new RegistryUnavailableException(
                    "registry " + url + " responded " + status + " without an error code");
        }
        throw new RegistryException(
                "registry: " + path + ": " + status + " " + body.path("message").asText(),
                body.path("error_code").asInt());
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        http.close();
    }
}
