package info.sopranoexch.starter.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * HTTP calls with a hard deadline, which includes the last byte of the response. Only a lookup of a name that the system has
 * not cached can exceed it. A call is made once, follows no redirect, and limits the size of the response. Thread-safe.
 */
public final class HttpCalls implements AutoCloseable {
    private static final TimeValue VALIDATED_AFTER = TimeValue.ofMilliseconds(500);
    /** Bytes of a response that are read between two checks of the memory limit. */
    private static final int PART = 16 * 1024;

    private static final Timeout MIN_TIMEOUT = Timeout.ofMilliseconds(1);

    private final long maxResponse;
    private final DeadlineWatch deadlines;
    private final CloseableHttpClient client;

    /** @param body empty when there is none */
    public record Response(
            int status,
            @Nullable String contentType,
            @Nullable String retryAfter,
            byte[] body) {}

    /** Decides, while a response arrives, whether more of it may be held in memory. */
    @FunctionalInterface
    public interface Memory {
        /** @return false to abort the call */
        boolean take(int bytes);
    }

    /** The response exceeds the memory limit of the caller. */
    public static final class NoMemoryException extends IOException {
        private static final long serialVersionUID = 1L;

        NoMemoryException() {
            super("no memory for the response");
        }
    }

    /**
     * @param name the User-Agent
     * @param maxResponse the largest response
     * @param connectTimeout for each address of a name
     * @param keepAlive how long an idle connection is kept; shorter than the server keeps it
     * @param maxConnections open connections; not fewer than the calls in flight
     */
    public HttpCalls(
            String name, DataSize maxResponse, Duration connectTimeout, Duration keepAlive, int maxConnections) {
        this(name, maxResponse, connectTimeout, keepAlive, maxConnections, new DeadlineWatch(name + "-deadlines"));
    }

    HttpCalls(
            String name,
            DataSize maxResponse,
            Duration connectTimeout,
            Duration keepAlive,
            int maxConnections,
            DeadlineWatch deadlines) {
        this.maxResponse = maxResponse.toBytes();
        this.deadlines = deadlines;
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(maxConnections)
                .setMaxConnPerRoute(maxConnections)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(connectTimeout))
                        .setValidateAfterInactivity(VALIDATED_AFTER)
                        .build())
                .setDefaultSocketConfig(
                        SocketConfig.custom().setTcpNoDelay(true).build())
                .build();
        this.client = HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setKeepAliveStrategy((_, _) -> TimeValue.of(keepAlive))
                .setUserAgent(name)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    /**
     * @param timeout from now to the last byte of the response
     * @throws SocketTimeoutException if the time has passed
     * @throws org.apache.hc.client5.http.ConnectTimeoutException if connecting took too long
     * @throws java.net.ConnectException if no server accepted the connection
     * @throws IOException if the connection broke, or the response was malformed or too long
     */
    public Response exchange(HttpUriRequestBase request, Duration timeout) throws IOException {
        return exchange(request, timeout, _ -> true);
    }

    /**
     * As {@link #exchange(HttpUriRequestBase, Duration)}.
     *
     * @param memory called before each part of the response is kept
     * @throws NoMemoryException if it returned false
     */
    public Response exchange(HttpUriRequestBase request, Duration timeout, Memory memory) throws IOException {
        Timeout limit = Timeout.of(timeout);
        if (limit.compareTo(MIN_TIMEOUT) < 0) {
            limit = MIN_TIMEOUT; // zero would mean no timeout
        }
        request.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(limit)
                .setResponseTimeout(limit)
                .build());
        try (var deadline = deadlines.watch(request, timeout.toNanos())) {
            return exchange(request, deadline, memory);
        }
    }

    private Response exchange(HttpUriRequestBase request, DeadlineWatch.Watched deadline, Memory memory)
            throws IOException {
        try {
            return client.execute(request, response -> read(response, memory));
        } catch (IOException | RuntimeException e) {
            // A request that is cancelled between two steps of the client fails with various exceptions.
            if (request.isCancelled() && deadline.expired()) {
                throw (IOException) new SocketTimeoutException("no complete response before the deadline").initCause(e);
            }
            throw e;
        }
    }

    private Response read(ClassicHttpResponse response, Memory memory) throws IOException {
        return new Response(
                response.getCode(),
                value(response.getFirstHeader("Content-Type")),
                value(response.getFirstHeader("Retry-After")),
                body(response.getEntity(), memory));
    }

    private static @Nullable String value(@Nullable Header header) {
        return header == null ? null : header.getValue();
    }

    private byte[] body(@Nullable HttpEntity entity, Memory memory) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        try (InputStream in = entity.getContent()) {
            var body = new ByteArrayOutputStream();
            for (byte[] part = in.readNBytes(PART); part.length > 0; part = in.readNBytes(PART)) {
                if (body.size() + part.length > maxResponse) {
                    throw new IOException("a response of more than " + maxResponse + " bytes");
                }
                if (!memory.take(part.length)) {
                    throw new NoMemoryException();
                }
                body.write(part);
            }
            return body.toByteArray();
        }
    }

    /** Aborts the calls in flight. */
    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
        deadlines.close();
    }
}
