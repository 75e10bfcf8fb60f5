package info.sopranoexch.gateway.requestlog;

import info.sopranoexch.schemas.avro.ApiRequest;
import info.sopranoexch.starter.api.PaymentId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates the record of a request without secrets, payer data and card numbers. */
final class RequestRedaction {
    private static final int MAX_TEXT = 2_000;
    /** The names of variables are internal: the document has other names. */
    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");

    private static final String MALFORMED = "[malformed]";

    private RequestRedaction() {}

    static ApiRequest redact(CompletedRequest request) {
        var texts = new TextRedaction(request.apiKey());
        JsonRedaction requestBody = JsonRedaction.of(request.requestBody(), texts);
        JsonRedaction responseBody = JsonRedaction.of(request.responseBody(), texts);
        ApiRequest.Builder fields = request.fields();
        String paymentId = fields.getPaymentId() == null ? responseBody.paymentId() : fields.getPaymentId();
        Long merchantId = Stream.of(fields.getMerchantId(), responseBody.merchantId(), requestBody.merchantId())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return fields.setPathTemplate(VARIABLE.matcher(fields.getPathTemplate()).replaceAll("{id}"))
                .setPath(path(request.path(), texts))
                .setQuery(query(request.query(), texts))
                .setPaymentId(paymentId != null && PaymentId.isValid(paymentId) ? paymentId : null)
                .setMerchantId(merchantId)
                .setRequestBody(requestBody.text())
                .setResponseBody(responseBody.text())
                .build();
    }

    static String path(String raw, TextRedaction texts) {
        // A plus sign is a space only in a query.
        String decoded = decode(raw.replace("+", "%2B"));
        return decoded == null ? MALFORMED : cut(texts.redact(decoded));
    }

    private static @Nullable String query(@Nullable String raw, TextRedaction texts) {
        if (raw == null || raw.isEmpty()) {
            return null;
        }
        var parameters = new ArrayList<String>();
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (name == null || value == null) {
                return MALFORMED;
            }
            parameters.add(texts.redact(name)
                    + (equals < 0
                            ? ""
                            : "=" + (SensitiveNames.contains(name) ? TextRedaction.REDACTED : texts.redact(value))));
        }
        // A number can also be spread over several parameters.
        return cut(texts.redact(String.join("&", parameters)));
    }

    /** Returns null for a malformed escape. */
    private static @Nullable String decode(String text) {
        try {
            // Tomcat provides the query as ISO 8859-1, one character for each byte.
            String utf8 = new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            return URLDecoder.decode(utf8, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + TextRedaction.ELLIPSIS;
    }
}
