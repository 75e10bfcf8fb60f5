package info.sopranoexch.webhook.sending;

import info.sopranoexch.starter.http.DeadlineWatch;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Makes one attempt: one POST, no redirect followed, nothing repeated. It blocks, on the calling (virtual) thread, until
 * the answer, the failure or the deadline, whichever is first, and never throws for what the receiver does.
 */
@Component
public class WebhookSender implements AutoCloseable {
    private final SendingProperties properties;
    private final InstantSource clock;
    private final NameLookup lookup;
    private final DeadlineWatch deadlines = new DeadlineWatch("webhook-deadlines");
    private final CloseableHttpClient client;

    @Autowired
    public WebhookSender(SendingProperties properties, InstantSource clock) {
        this(properties, clock, new NameLookup(properties.dnsThreads(), properties.connectTimeout()));
    }

    WebhookSender(SendingProperties properties, InstantSource clock, NameLookup lookup) {
        this.properties = properties;
        this.clock = clock;
        this.lookup = lookup;
        this.client = HttpClients.create(
                properties,
                new CheckedResolver(new AddressPolicy(properties.allowLoopback()), properties.allowedPorts(), lookup));
    }

    public SendResult send(Outgoing outgoing) {
        AttemptTrace trace = AttemptTrace.begin();
        try {
            HttpPost request = request(outgoing);
            HttpHost target = RoutingSupport.determineHost(request);
            try (var watched = deadlines.watch(request, properties.deadline().toNanos())) {
                return exchange(target, request, outgoing.confidential(), trace, watched);
            }
        } catch (IllegalArgumentException | HttpException e) {
            return new SendResult(null, SendError.INVALID_URL, null, null, trace.timings());
        } finally {
            AttemptTrace.end();
        }
    }

    private SendResult exchange(
            HttpHost target,
            HttpPost request,
            Set<String> confidential,
            AttemptTrace trace,
            DeadlineWatch.Watched watched) {
        Integer status = null;
        SendResult answered = null;
        try (ClassicHttpResponse response = client.executeOpen(target, request, HttpClientContext.create())) {
            status = response.getCode();
            Duration retryAfter = retryAfter(response);
            ResponseBody body = ResponseBody.read(
                    response.getEntity(),
                    (int) properties.maxResponse().toBytes(),
                    properties.maxExcerpt(),
                    confidential);
            answered = new SendResult(status, null, retryAfter, body.excerpt(), trace.timings());
            if (!body.complete()) {
                request.cancel(); // or closing would read on to an end that may never come
            }
            return answered;
        } catch (IOException e) {
            return answered != null ? answered : failed(status, watched, SendError.of(e), trace);
        } catch (RuntimeException e) {
            // A cancelled request, or an answer that the client's parser chokes on.
            return answered != null ? answered : failed(status, watched, SendError.PROTOCOL, trace);
        }
    }

    private static SendResult failed(
            @Nullable Integer status, DeadlineWatch.Watched watched, String error, AttemptTrace trace) {
        return new SendResult(status, watched.expired() ? SendError.TIMEOUT : error, null, null, trace.timings());
    }

    private @Nullable Duration retryAfter(ClassicHttpResponse response) {
        Header header = response.getFirstHeader("Retry-After");
        return header == null ? null : RetryAfter.parse(response.getCode(), header.getValue(), clock.instant());
    }

    private static HttpPost request(Outgoing outgoing) {
        URI url = URI.create(outgoing.url());
        String scheme = url.getScheme();
        boolean web = "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
        // Not url.getHost(): it is null for names with an underscore.
        String authority = url.getRawAuthority();
        if (!web || authority == null || authority.indexOf('@') >= 0) {
            throw new IllegalArgumentException("not a web address");
        }
        HttpPost request = new HttpPost(url);
        for (Map.Entry<String, String> header : outgoing.headers().entrySet()) {
            request.setHeader(header.getKey(), header.getValue());
        }
        request.setEntity(new ByteArrayEntity(outgoing.body(), null));
        return request;
    }

    /** Aborts whatever is under way; for when this instance must not send any longer. */
    public void abortAll() {
        deadlines.abortAll();
    }

    @Override
    public void close() throws IOException {
        deadlines.close();
        lookup.close();
        client.close();
    }
}
