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
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Client for a registry that speaks Confluent's REST API. Every call has a deadline of 5 s a URL; the URLs are tried in
 * order, and all of them once more, up to {@code max.retries} times, when none has an answer. Nothing is cached here.
 *
 * <p>Source: Confluent Schema Registry API reference, v1 content types.
 */
public final class SchemaRegistryClient implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    /** Unauthorized, forbidden, proxy authentication, request timeout, too early, too many requests: not about the schema. */
    private static final Set<Integer> NO_ANSWER = Set.of(401, 403, 407, 408, 425, 429);

    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

    private final List<URI> urls;
    private final int retries;
    private final Duration retryPause;
    private final @Nullable String authorization;
    private final HttpClient http;
    private final ObjectMapper json = new ObjectMapper();

    /** @param configs Confluent's names: {@code schema.registry.url}, {@code basic.auth.user.info} */
    public SchemaRegistryClient(Map<String, ?> configs) {
        this(SerdeSettings.of(configs));
    }

    SchemaRegistryClient(SerdeSettings settings) {
        this.urls = settings.urls();
        this.retries = settings.retries();
        this.retryPause = settings.retryPause();
        String credentials = settings.credentials();
        this.authorization = credentials == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(DEADLINE)
                .build();
    }

    /**
     * Registers the schema under the subject, or finds it there.
     *
     * @return the schema id, the same for the same schema
     * @throws RegistryException 409 when it is incompatible with what is registered
     */
    public int register(String subject, Schema schema) {
        return id(post("subjects/" + encode(subject) + "/versions", schema));
    }

    /**
     * Finds the id of a schema that is registered under the subject already.
     *
     * @throws RegistryException 40401 or 40403 when it is not
     */
    public int lookup(String subject, Schema schema) {
        return id(post("subjects/" + encode(subject), schema));
    }

    private static int id(JsonNode body) {
        if (!body.path("id").isInt()) {
            throw new RegistryUnavailableException("the registry answered without a schema id");
        }
        return body.path("id").asInt();
    }

    /**
     * @throws RegistryException 40403 when the registry knows no such id
     * @throws MalformedRecordException when the id is that of a schema which is not a complete Avro schema
     */
    public Schema schemaById(int id) {
        JsonNode body = call("schemas/ids/" + id, HttpRequest.Builder::GET);
        if (!body.path("schema").isTextual()) {
            throw new RegistryUnavailableException("the registry answered without the schema " + id);
        }
        try {
            return new Schema.Parser().parse(body.path("schema").asText());
        } catch (AvroRuntimeException e) {
            throw new MalformedRecordException("schema " + id + " is not an Avro schema", e);
        }
    }

    /** The names of all subjects. */
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

    private interface Method {
        HttpRequest.Builder on(HttpRequest.Builder builder);
    }

    private JsonNode call(String path, Method method) {
        long pause = retryPause.toMillis();
        for (int again = 0; again < retries; again++, pause *= 2) {
            try {
                return firstAnswer(path, method);
            } catch (RegistryUnavailableException e) {
                rest(pause, e);
            }
        }
        return firstAnswer(path, method);
    }

    private static void rest(long millis, RegistryUnavailableException cause) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cause;
        }
    }

    private JsonNode firstAnswer(String path, Method method) {
        RegistryUnavailableException last = new RegistryUnavailableException("no registry URL");
        for (URI url : urls) {
            try {
                return answer(url, path, method);
            } catch (RegistryUnavailableException e) {
                last = e;
            }
        }
        throw last;
    }

    private JsonNode answer(URI url, String path, Method method) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(url.resolve(path))
                .timeout(DEADLINE)
                .header("Accept", CONTENT_TYPE)
                .header("Content-Type", CONTENT_TYPE);
        if (authorization != null) {
            builder.header("Authorization", authorization);
        }
        HttpResponse<String> response;
        try {
            response = http.send(method.on(builder).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new RegistryUnavailableException("registry " + url + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted while asking registry " + url, e);
        }
        return answer(url, path, response.statusCode(), response.body());
    }

    /** Only a 2xx with JSON, and a refusal in the registry's own words, count as answers. */
    private JsonNode answer(URI url, String path, int status, String text) {
        if (status >= 500 || NO_ANSWER.contains(status)) {
            throw new RegistryUnavailableException("registry " + url + " answered " + status);
        }
        JsonNode body;
        try {
            body = json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new RegistryUnavailableException("registry " + url + " answered " + status + " without JSON", e);
        }
        if (status < 300) {
            return body;
        }
        if (!body.path("error_code").isInt()) {
            // Of a proxy or a server of another kind.
            throw new RegistryUnavailableException(
                    "registry " + url + " answered " + status + " without an error code");
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
