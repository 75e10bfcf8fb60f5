package info.sopranoexch.webhook.sending;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Arrays;

/** The server's certificate was rejected; a stable code names the reason. */
final class CertificateRejectedException extends CertificateException {
    static final String EXPIRED = "tls_certificate_expired";
    static final String NOT_YET_VALID = "tls_certificate_not_yet_valid";
    static final String UNTRUSTED_ISSUER = "tls_untrusted_issuer";
    static final String INCOMPLETE_CHAIN = "tls_incomplete_chain";
    static final String INVALID = "tls_certificate_invalid";

    private static final long serialVersionUID = 1L;

    private final String code;

    /** @param chain as the server sent it, its own certificate first */
    CertificateRejectedException(X509Certificate[] chain, CertificateException failure) {
        super(failure.getMessage(), failure);
        this.code = code(chain, failure);
    }

    String code() {
        return code;
    }

    private static String code(X509Certificate[] chain, Throwable failure) {
        String code = INVALID;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case CertificateExpiredException _ -> {
                    return EXPIRED;
                }
                case CertificateNotYetValidException _ -> {
                    return NOT_YET_VALID;
                }
                case CertPathBuilderException _ -> code = issuer(chain);
                default -> {}
            }
        }
        return code;
    }

    /**
     * Derives the reason from the chain, because the validator reports only that it finds no path. The chain ends either at an
     * untrusted certificate authority or at the server's certificate because the certificate of its issuer is missing.
     */
    private static String issuer(X509Certificate[] chain) {
        X509Certificate own = chain[0];
        boolean selfSigned = isIssuedBy(own, own);
        boolean issuerIsSent = Arrays.stream(chain).anyMatch(certificate -> isIssuedBy(own, certificate));
        return selfSigned || issuerIsSent ? UNTRUSTED_ISSUER : INCOMPLETE_CHAIN;
    }

    private static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
        return certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
    }
}
