package info.sopranoexch.provider.paymoon;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Connections to Paymoon. An exchange has a hard deadline from connecting to the last byte (what the system takes to look
 * a name up that is not in its cache comes on top), is made once, follows no redirect, and takes at most 256 KiB of answer.
 */
@Component
class PaymoonConnections implements DisposableBean {
    private static final int MAX_ANSWER = 256 * 1024;
    /** More than the lanes run at a time. */
    private static final int MAX_CONNECTIONS = 1_024;

    private static final TimeValue KEEP_ALIVE = TimeValue.ofSeconds(30);
    private static final TimeValue CHECKED_AFTER = TimeValue.ofMilliseconds(500);

    /** @param retryAfter the header, if there is one */
    record Answer(int status, @Nullable String retryAfter, byte[] body) {}

    private final long deadlineNanos;
    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor deadlines;

    PaymoonConnections(PaymoonProperties properties) {
        this.deadlineNanos = properties.callDeadline().toNanos();
        this.client = client(Timeout.of(properties.callDeadline()));
        this.deadlines = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("paymoon-deadlines").daemon().factory());
        this.deadlines.setRemoveOnCancelPolicy(true);
    }

    private static CloseableHttpClient client(Timeout deadline) {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(MAX_CONNECTIONS)
                .setMaxConnPerRoute(MAX_CONNECTIONS)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(deadline)
                        .setSocketTimeout(deadline)
                        .setValidateAfterInactivity(CHECKED_AFTER)
                        .build())
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setSoTimeout(deadline)
                        .setTcpNoDelay(true)
                        .build())
                .build();
        return HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(deadline)
                        .setResponseTimeout(deadline)
                        .setConnectionKeepAlive(KEEP_ALIVE)
                        .build())
                .setUserAgent("soprano-provider-adapter")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    /**
     * @throws SocketTimeoutException when the deadline passed
     * @throws IOException when there was no connection, it broke, or the answer was too long
     */
    Answer exchange(HttpUriRequestBase request) throws IOException {
        ScheduledFuture<?> deadline = deadlines.schedule(request::cancel, deadlineNanos, TimeUnit.NANOSECONDS);
        try {
            return client.execute(request, PaymoonConnections::read);
        } catch (IOException | IllegalStateException e) {
            // The client calls it an illegal state when a request is cancelled between two of its steps.
            if (request.isCancelled()) {
                throw (IOException) new SocketTimeoutException("no whole answer within the deadline").initCause(e);
            }
            throw e;
        } finally {
            deadline.cancel(false);
        }
    }

    private static Answer read(ClassicHttpResponse response) throws IOException {
        Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        return new Answer(
                response.getCode(), retryAfter == null ? null : retryAfter.getValue(), body(response.getEntity()));
    }

    private static byte[] body(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        try (InputStream in = entity.getContent()) {
            byte[] body = in.readNBytes(MAX_ANSWER + 1);
            if (body.length > MAX_ANSWER) {
                throw new IOException("an answer of more than " + MAX_ANSWER + " bytes");
            }
            return body;
        }
    }

    @Override
    public void destroy() {
        client.close(CloseMode.IMMEDIATE);
        deadlines.shutdownNow();
    }
}
