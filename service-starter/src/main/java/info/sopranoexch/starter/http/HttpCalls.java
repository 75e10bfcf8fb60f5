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

/**
 * Calls that block until the last byte of the answer, the failure or the deadline, whichever is first (what the system
 * takes to look up a name that is not in its cache comes on top). A call is made once, follows no redirect, and takes a
 * limited answer. Safe for use by many threads, virtual ones included.
 */
public final class HttpCalls implements AutoCloseable {
    /** More than anybody calls at a time. */
    private static final int MAX_CONNECTIONS = 1_024;

    private static final TimeValue CHECKED_AFTER = TimeValue.ofMilliseconds(500);
    /** Bytes of an answer that are read between two questions about memory. */
    private static final int PART = 16 * 1024;

    private static final Timeout LEAST = Timeout.ofMilliseconds(1);

    private final int maxAnswer;
    private final DeadlineWatch deadlines;
    private final CloseableHttpClient client;

    /** @param body empty when there is none */
    public record Answer(
            int status,
            @Nullable String contentType,
            @Nullable String retryAfter,
            byte[] body) {}

    /** Decides, while an answer arrives, whether more of it may be held in memory. */
    @FunctionalInterface
    public interface Memory {
        /** @return false to give up the call */
        boolean take(int bytes);
    }

    /** The caller's memory has no room for the answer. */
    public static final class NoMemoryException extends IOException {
        private static final long serialVersionUID = 1L;

        NoMemoryException() {
            super("no memory for the answer");
        }
    }

    /**
     * @param name what the other side is told as User-Agent
     * @param maxAnswer bytes
     * @param connectTimeout for each address of a name
     * @param keepAlive how long an idle connection is kept: shorter than the other side keeps it
     */
    public HttpCalls(String name, int maxAnswer, Duration connectTimeout, Duration keepAlive) {
        this(name, maxAnswer, connectTimeout, keepAlive, new DeadlineWatch(name + "-deadlines"));
    }

    HttpCalls(String name, int maxAnswer, Duration connectTimeout, Duration keepAlive, DeadlineWatch deadlines) {
        this.maxAnswer = maxAnswer;
        this.deadlines = deadlines;
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(MAX_CONNECTIONS)
                .setMaxConnPerRoute(MAX_CONNECTIONS)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(connectTimeout))
                        .setValidateAfterInactivity(CHECKED_AFTER)
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
     * @param within from now to the last byte of the answer
     * @throws SocketTimeoutException when that passed
     * @throws org.apache.hc.client5.http.ConnectTimeoutException when connecting took too long
     * @throws java.net.ConnectException when there was nobody to connect to
     * @throws IOException when the connection broke, or the answer was none or too long
     */
    public Answer exchange(HttpUriRequestBase request, Duration within) throws IOException {
        return exchange(request, within, _ -> true);
    }

    /**
     * As {@link #exchange(HttpUriRequestBase, Duration)}.
     *
     * @param memory asked before each part of the answer's body is kept
     * @throws NoMemoryException when it refused
     */
    public Answer exchange(HttpUriRequestBase request, Duration within, Memory memory) throws IOException {
        Timeout limit = Timeout.of(within);
        if (limit.compareTo(LEAST) < 0) {
            limit = LEAST; // or it would be taken for none
        }
        request.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(limit)
                .setResponseTimeout(limit)
                .build());
        try (var deadline = deadlines.watch(request, within.toNanos())) {
            return exchange(request, deadline, memory);
        }
    }

    private Answer exchange(HttpUriRequestBase request, DeadlineWatch.Watched deadline, Memory memory)
            throws IOException {
        try {
            return client.execute(request, response -> read(response, memory));
        } catch (IOException | RuntimeException e) {
            // A request that is cancelled between two of the client's steps ends there with an illegal state, or with
            // no
            // connection where it took one for granted.
            if (request.isCancelled() && deadline.expired()) {
                throw (IOException) new SocketTimeoutException("no whole answer within the deadline").initCause(e);
            }
            throw e;
        }
    }

    private Answer read(ClassicHttpResponse response, Memory memory) throws IOException {
        return new Answer(
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
                if (body.size() + part.length > maxAnswer) {
                    throw new IOException("an answer of more than " + maxAnswer + " bytes");
                }
                if (!memory.take(part.length)) {
                    throw new NoMemoryException();
                }
                body.write(part);
            }
            return body.toByteArray();
        }
    }

    /** Breaks off what is under way. */
    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
        deadlines.close();
    }
}
