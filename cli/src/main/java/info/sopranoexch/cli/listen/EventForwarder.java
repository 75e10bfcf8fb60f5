package info.sopranoexch.cli.listen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import info.sopranoexch.cli.HttpExchanges;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;

/** Sends an event to a URL as the webhook that an endpoint would receive. */
final class EventForwarder implements AutoCloseable {
    private static final int FIRST_SUCCESS = 200;
    private static final int FIRST_OTHER = 300;

    /**
     * @param status of the response; 0 without one
     * @param failure the reason without a response; empty with one
     */
    record Result(int status, String failure, Duration duration) {
        boolean isAccepted() {
            return status >= FIRST_SUCCESS && status < FIRST_OTHER;
        }
    }

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final WebhookSigner signer;
    private final Duration timeout;

    EventForwarder(WebhookSigner signer, Duration timeout) {
        this.signer = signer;
        this.timeout = timeout;
    }

    Result forward(JsonNode event, String url) throws InterruptedException {
        String id = event.path("id").asText();
        String body = webhookBody(event);
        long timestamp = Instant.now().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .header("X-Webhook-Secret", signer.secret())
                .header("webhook-id", id)
                .header("webhook-timestamp", String.valueOf(timestamp))
                .header("webhook-signature", signer.sign(id, timestamp, body))
                .header("soprano-payment-version", event.path("payment_version").asText())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        long startedAt = System.nanoTime();
        try {
            int status = HttpExchanges.send(http, request, HttpResponse.BodyHandlers.discarding(), timeout)
                    .statusCode();
            return new Result(status, "", since(startedAt));
        } catch (HttpTimeoutException e) {
            return new Result(0, "no response within " + timeout.toSeconds() + " s", since(startedAt));
        } catch (ConnectException e) {
            return new Result(0, "connection refused", since(startedAt));
        } catch (IOException e) {
            return new Result(0, "connection failed: " + e.getMessage(), since(startedAt));
        }
    }

    /** The data of an event are the webhook's body and the payment. */
    private static String webhookBody(JsonNode event) {
        ObjectNode body = event.path("data").deepCopy();
        body.remove("payment");
        return body.toString();
    }

    private static Duration since(long startedAt) {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
