package info.sopranoexch.localstack.infrastructure;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends single GET requests to local servers, to check their health or to read a response. */
public final class LocalHttpGet {
    private static final int LIMIT_MILLIS = 5_000;

    private LocalHttpGet() {}

    /** @throws IOException if the status is not 200, or if no response arrives within 5 s */
    public static void expectOk(String url) throws IOException {
        int status = status(url);
        if (status != HttpURLConnection.HTTP_OK) {
            throw new IOException(url + " responded with status " + status);
        }
    }

    /** @throws IOException if no response arrives within 5 s */
    public static int status(String url) throws IOException {
        HttpURLConnection connection = open(url);
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    /**
     * Returns the body of the response, whatever its status code is.
     *
     * @throws IOException if no response arrives within 5 s
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
