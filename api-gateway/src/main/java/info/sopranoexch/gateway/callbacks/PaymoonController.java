package info.sopranoexch.gateway.callbacks;

import info.sopranoexch.gateway.request.BodyReader;
import info.sopranoexch.gateway.tracing.RequestTrace;
import info.sopranoexch.gateway.upstream.InternalRequest;
import info.sopranoexch.gateway.upstream.InternalService;
import info.sopranoexch.starter.tracing.TraceContext;
import info.sopranoexch.starter.validation.AcceptsUnknownParameters;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Relays callbacks of Paymoon to provider-adapter, byte by byte. They need no API key: provider-adapter checks the signature
 * of the bytes.
 */
@RestController
@AcceptsUnknownParameters(because = "the signature authenticates the callback, not its URL")
class PaymoonController {
    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_HEADER_LENGTH = 500;
    private static final String HEADER_PREFIX = "x-paymoon-";

    private final InternalService providerAdapter;

    PaymoonController(@Qualifier("providerAdapter") InternalService providerAdapter) {
        this.providerAdapter = providerAdapter;
    }

    @PostMapping("/api/v1/webhook/paymoon")
    ResponseEntity<byte[]> callback(HttpServletRequest request) throws IOException {
        byte[] body = BodyReader.read(request, MAX_BYTES);
        // Repeatable: a callback that is stored twice is applied once.
        return providerAdapter
                .call(new InternalRequest("POST", "/internal/callbacks/paymoon", null, body, headers(request), true))
                .toEntity();
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("content-type", "application/json");
        headers.put(TraceContext.HEADER, RequestTrace.of(request));
        for (String name : Collections.list(request.getHeaderNames())) {
            String lower = name.toLowerCase(Locale.ROOT);
            String value = request.getHeader(name);
            if (lower.startsWith(HEADER_PREFIX)
                    && value.length() <= MAX_HEADER_LENGTH
                    && value.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
                headers.put(lower, value);
            }
        }
        return headers;
    }
}
