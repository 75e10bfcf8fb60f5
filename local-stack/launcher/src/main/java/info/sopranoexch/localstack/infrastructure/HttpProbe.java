package info.sopranoexch.localstack.infrastructure;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** One GET on loopback. */
public final class HttpProbe {
    private static final int LIMIT_MILLIS = 5_000;

    private HttpProbe() {}

    /** @throws IOException when the answer is not 200 or does not come within 5 s */
    public static void expectOk(String url) throws IOException {
        int status = status(url);
        if (status != HttpURLConnection.HTTP_OK) {
            throw new IOException(url + " answers " + status);
        }
    }

    /** @throws IOException when no answer comes within 5 s */
    public static int status(String url) throws IOException {
        var connection = (HttpURLConnection) URI.create(url).toURL().openConnection(java.net.Proxy.NO_PROXY);
        connection.setConnectTimeout(LIMIT_MILLIS);
        connection.setReadTimeout(LIMIT_MILLIS);
        connection.setInstanceFollowRedirects(false);
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }
}
