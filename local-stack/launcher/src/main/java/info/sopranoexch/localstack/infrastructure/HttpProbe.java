package info.sopranoexch.localstack.infrastructure;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends GET requests to loopback. */
public final class HttpProbe {
    private static final int LIMIT_MILLIS = 5_000;

    private HttpProbe() {}

    /** @throws IOException if the status is not 200, or without a response within 5 s */
    public static void expectOk(String url) throws IOException {
        int status = status(url);
        if (status != HttpURLConnection.HTTP_OK) {
            throw new IOException(url + " answers " + status);
        }
    }

    /** @throws IOException without a response within 5 s */
    public static int status(String url) throws IOException {
        HttpURLConnection connection = open(url);
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    /**
     * The body of the response with any status.
     *
     * @throws IOException without a response within 5 s
     */
    public static String body(String url) throws IOException {
        HttpURLConnection connection = open(url);
        try (InputStream body =
                connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            connection.disconnect();
        }
    }

    private static HttpURLConnection open(String url) throws IOException {
        var connection = (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(LIMIT_MILLIS);
        connection.setReadTimeout(LIMIT_MILLIS);
        connection.setInstanceFollowRedirects(false);
        return connection;
    }
}
