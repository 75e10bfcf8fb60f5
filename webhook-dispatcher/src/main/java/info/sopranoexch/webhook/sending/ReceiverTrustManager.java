package info.sopranoexch.webhook.sending;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Validates the certificates of webhook receivers against the certificate authorities of the JDK and of the operator. A rejection has
 * a reason, see {@link CertificateRejectedException}.
 */
final class ReceiverTrustManager extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager validator;

    private ReceiverTrustManager(X509ExtendedTrustManager validator) {
        this.validator = validator;
    }

    /**
     * @param caCertificates a PEM file, or a directory of {@code .pem} and {@code .crt} files; null adds none
     * @throws IllegalStateException if they cannot be read or contain no certificate
     */
    static SSLContext sslContext(@Nullable Path caCertificates) {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            add(trusted, List.of(validator(null).getAcceptedIssuers()));
            if (caCertificates != null) {
                add(trusted, read(caCertificates));
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new ReceiverTrustManager(validator(trusted))}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(
                    "soprano.webhooks.ca-certificates: " + caCertificates + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** @param trusted null for the JDK's own certificate authorities */
    private static X509ExtendedTrustManager validator(@Nullable KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(trusted);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static void add(KeyStore trusted, List<? extends Certificate> certificates) throws KeyStoreException {
        for (Certificate certificate : certificates) {
            trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
        }
    }

    private static List<Certificate> read(Path caCertificates) throws IOException, CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<Certificate> certificates = new ArrayList<>();
        for (Path file : files(caCertificates)) {
            try (InputStream pem = Files.newInputStream(file)) {
                certificates.addAll(factory.generateCertificates(pem));
            }
        }
        if (certificates.isEmpty()) {
            throw new CertificateException("it contains no certificate");
        }
        return certificates;
    }

    private static List<Path> files(Path caCertificates) throws IOException {
        if (!Files.isDirectory(caCertificates)) {
            return List.of(caCertificates);
        }
        try (Stream<Path> files = Files.list(caCertificates)) {
            return files.filter(file ->
                            file.toString().endsWith(".pem") || file.toString().endsWith(".crt"))
                    .sorted()
                    .toList();
        }
    }

    private interface Check {
        void run() throws CertificateException;
    }

    /** Runs the check and reports the reason for a rejection. */
    private static void reporting(X509Certificate[] chain, Check check) throws CertificateRejectedException {
        try {
            check.run();
        } catch (CertificateException e) {
            throw new CertificateRejectedException(chain, e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateRejectedException {
        reporting(chain, () -> validator.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateRejectedException {
        reporting(chain, () -> validator.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateRejectedException {
        reporting(chain, () -> validator.checkServerTrusted(chain, authType));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
        throw new UnsupportedOperationException("webhooks are sent, not received");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        throw new UnsupportedOperationException("webhooks are sent, not received");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
        throw new UnsupportedOperationException("webhooks are sent, not received");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return validator.getAcceptedIssuers();
    }
}
