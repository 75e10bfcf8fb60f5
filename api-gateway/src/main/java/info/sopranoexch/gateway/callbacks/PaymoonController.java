package info.sopranoexch.gateway.callbacks;

import info.sopranoexch.gateway.request.BodyBytes;
import info.sopranoexch.gateway.tracing.RequestTrace;
import info.sopranoexch.gateway.upstream.InternalRequest;
import info.sopranoexch.gateway.upstream.InternalService;
import info.sopranoexch.gateway.upstream.Relay;
import info.sopranoexch.starter.tracing.TraceContext;
import info.sopranoexch.starter.validation.AnyQuery;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/** Takes no key: who it is from is shown by its signature, which the adapter checks over the bytes as they came. */
@Controller
@AnyQuery(because = "Paymoon's signature decides, not the address that it called")
class PaymoonController {
    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_HEADER = 500;
    private static final String PREFIX = "x-paymoon-";

    private final InternalService providerAdapter;

    PaymoonController(@Qualifier("providerAdapter") InternalService providerAdapter) {
        this.providerAdapter = providerAdapter;
    }

    @PostMapping("/api/v1/webhook/paymoon")
    void callback(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = BodyBytes.read(request, MAX_BYTES);
        Map<String, String> headers = headers(request);
        Relay.relay(
                providerAdapter,
                // A callback that is kept twice is applied once.
                new InternalRequest("POST", "/internal/callbacks/paymoon", null, body, headers, true),
                response);
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("content-type", "application/json");
        headers.put(TraceContext.HEADER, RequestTrace.of(request));
        for (String name : Collections.list(request.getHeaderNames())) {
            String lower = name.toLowerCase(Locale.ROOT);
            String value = request.getHeader(name);
            if (lower.startsWith(PREFIX)
                    && value.length() <= MAX_HEADER
                    && value.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
                headers.put(lower, value);
            }
        }
        return headers;
    }
}
