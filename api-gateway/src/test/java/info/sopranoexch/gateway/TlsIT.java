package info.sopranoexch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.gateway.support.TestGateway;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIT {
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path folder;

    @Test
    void servesHttpsWithSslBundle() throws Exception {
        Path store = selfSigned();
        try (var gateway = TestGateway.start(Map.of(
                "spring.profiles.active", "",
                "server.ssl.bundle", "edge",
                "management.server.ssl.enabled", "false",
                "spring.ssl.bundle.jks.edge.keystore.location", store.toUri().toString(),
                "spring.ssl.bundle.jks.edge.keystore.password", PASSWORD,
                "spring.ssl.bundle.jks.edge.keystore.type", "PKCS12"))) {
            URI payments = URI.create(gateway.http().base() + "/api/v1/payments");
            try (HttpClient client =
                    HttpClient.newBuilder().sslContext(trusting(store)).build()) {
                HttpResponse<String> response =
                        client.send(HttpRequest.newBuilder(payments).build(), HttpResponse.BodyHandlers.ofString());

                assertThat(response.statusCode()).isEqualTo(401);
                assertThat(response.body()).contains("api_key_missing");
                assertThat(response.headers().firstValue("Strict-Transport-Security"))
                        .isPresent();
            }
        }
    }

    private Path selfSigned() throws Exception {
        Path store = folder.resolve("edge.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "edge",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString(),
                        "-validity",
                        "2")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        return store;
    }

    private static SSLContext trusting(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        // The certificate of the key entry must be added as a trusted certificate.
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("edge", keys.getCertificate("edge"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
