package info.sopranoexch.gateway.requestlog;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The names of fields and parameters whose values are never recorded. */
final class SensitiveNames {
    private static final Set<String> NAMES = Set.of(
            "key",
            "pin",
            "pan",
            "cvv",
            "cvv2",
            "cvc",
            "cvc2",
            "csc",
            "card",
            "mail",
            "tel",
            "pwd",
            "headers",
            "logo",
            "metadata");

    private static final List<String> PARTS = List.of(
            "secret",
            "signature",
            "token",
            "password",
            "passwd",
            "authorization",
            "cookie",
            "credential",
            "apikey",
            "adminkey",
            "idempotencykey",
            "cardnumber",
            "cardholder",
            "payer",
            "customer",
            "email",
            "phone",
            "msisdn",
            "firstname",
            "lastname",
            "fullname",
            "surname",
            "patronymic",
            "birth",
            "passport",
            "iban");

    private SensitiveNames() {}

    /** Compares without case and punctuation. {@code metadata.colour} and {@code metadata[colour]} are metadata. */
    static boolean contains(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("metadata")) {
            return true;
        }
        String plain = lower.codePoints()
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return NAMES.contains(plain) || PARTS.stream().anyMatch(plain::contains);
    }
}
