package info.sopranoexch.webhook.sending;

import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Creates the HTTP client: no retry, no redirect, no cookie, no authentication, no transparent decompression. */
final class HttpClients {
    private static final int MAX_EMPTY_LINES = 5;

    private HttpClients() {}

    static CloseableHttpClient create(SendingProperties properties, DnsResolver resolver) {
        Timeout deadline = Timeout.of(properties.deadline());
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setTlsSocketStrategy(tracedTls(tls(properties)))
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(
                                        (int) properties.maxHeaderLine().toBytes())
                                .setMaxHeaderCount(properties.maxHeaders())
                                .setMaxEmptyLineCount(MAX_EMPTY_LINES)
                                .build())
                        .build())
                // The scheduler limits the attempts; this limit is for idle connections.
                .setMaxConnTotal(properties.maxConnections())
                .setMaxConnPerRoute(properties.maxConnections())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(properties.connectTimeout()))
                        .setSocketTimeout(deadline)
                        .setTimeToLive(TimeValue.of(properties.keepAlive()))
                        .setValidateAfterInactivity(TimeValue.ofMilliseconds(500))
                        .build())
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setSoTimeout(deadline)
                        .setTcpNoDelay(true)
                        .build())
                .build();
        return HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setRequestExecutor(new TracedExecutor())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(deadline)
                        .setResponseTimeout(deadline)
                        .setConnectionKeepAlive(TimeValue.of(properties.keepAlive()))
                        .setRedirectsEnabled(false)
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .setContentCompressionEnabled(false)
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableConnectionState()
                .disableDefaultUserAgent()
                .build();
    }

    private static TlsSocketStrategy tls(SendingProperties properties) {
        return new ServerNameTlsStrategy(
                ReceiverTrustManager.sslContext(properties.caCertificates()),
                HttpsSupport.getDefaultHostnameVerifier());
    }

    private static TlsSocketStrategy tracedTls(TlsSocketStrategy tls) {
        return (socket, target, port, attachment, context) -> {
            long start = System.nanoTime();
            try {
                return tls.upgrade(socket, target, port, attachment, context);
            } catch (SSLException e) {
                throw new TlsHandshakeException(e);
            } finally {
                AttemptTrace.current().tlsFrom(start);
            }
        };
    }
}
