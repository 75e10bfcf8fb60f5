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

/** One attempt: signed anew each time, no redirects, a hard deadline to the last byte. */
@Component
class CallbackSender implements DisposableBean {
    private static final String FORGERS_SECRET = "what-a-stranger-would-guess";

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
     * What came of it.
     *
     * @param hopeless whether no later attempt can go better
     * @param result the status, or what went wrong, for people
     */
    record Result(boolean delivered, boolean hopeless, String result) {}

    Result send(Delivery delivery) {
        Announcement told = delivery.announcement();
        if (!targets.allows(told.target())) {
            return new Result(false, true, "target not allowed");
        }
        HttpRequest request;
        try {
            request = request(told, delivery.forged());
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

    private HttpRequest request(Announcement told, boolean forged) {
        Instant now = clock.instant();
        String secret = forged ? FORGERS_SECRET : properties.webhookSecret();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(told.target()))
                .header("Content-Type", "application/json")
                .header("X-Paymoon-Event-Id", told.eventId())
                .header("X-Paymoon-Timestamp", String.valueOf(now.getEpochSecond()))
                .header(
                        "X-Paymoon-Signature",
                        CallbackSigner.sign(secret, told.eventId(), now.getEpochSecond(), told.body()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(told.body()));
        String traceparent = traceparents.of(told.externalId());
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
