package info.sopranoexch.sandbox.callback;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Makes one attempt: with a new signature, without redirects, with a hard deadline to the last byte. */
@Component
class CallbackSender implements DisposableBean {
    private static final String INVALID_SECRET = "not-the-secret-of-the-receiver";

    private final CallbackProperties properties;
    private final CallbackTargets targets;
    private final Traceparents traceparents;
    private final InstantSource clock;
    private final HttpClient client;

    CallbackSender(
            CallbackProperties properties, CallbackTargets targets, Traceparents traceparents, InstantSource clock) {
        this.properties = properties;
        this.targets = targets;
        this.traceparents = traceparents;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(properties.callbackDeadline())
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /**
     * Result of an attempt.
     *
     * @param permanent whether a retry cannot succeed
     * @param result the status or the failure
     */
    record Result(boolean delivered, boolean permanent, String result) {}

    Result send(CallbackDelivery delivery) {
        CallbackMessage message = delivery.message();
        if (!targets.allows(message.target())) {
            return new Result(false, true, "target not allowed");
        }
        HttpRequest request;
        try {
            request = request(message, delivery.forged());
        } catch (IllegalArgumentException e) {
            return new Result(false, true, String.valueOf(e.getMessage()));
        }
        CompletableFuture<Integer> status =
                client.sendAsync(request, BodyHandlers.discarding()).thenApply(response -> response.statusCode());
        try {
            int code = status.get(properties.callbackDeadline().toMillis(), TimeUnit.MILLISECONDS);
            return new Result(code / 100 == 2, false, String.valueOf(code));
        } catch (TimeoutException _) {
            status.cancel(true);
            return new Result(false, false, "timeout");
        } catch (ExecutionException e) {
            return new Result(false, false, String.valueOf(e.getCause()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Result(false, false, "interrupted");
        }
    }

    private HttpRequest request(CallbackMessage message, boolean forged) {
        Instant now = clock.instant();
        String secret = forged ? INVALID_SECRET : properties.webhookSecret();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(message.target()))
                .header("Content-Type", "application/json")
                .header("X-Paymoon-Event-Id", message.eventId())
                .header("X-Paymoon-Timestamp", String.valueOf(now.getEpochSecond()))
                .header(
                        "X-Paymoon-Signature",
                        CallbackSigner.sign(secret, message.eventId(), now.getEpochSecond(), message.body()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(message.body()));
        String traceparent = traceparents.of(message.externalId());
        if (traceparent != null) {
            request.header("traceparent", traceparent);
        }
        return request.build();
    }

    @Override
    public void destroy() {
        client.shutdownNow();
    }
}
