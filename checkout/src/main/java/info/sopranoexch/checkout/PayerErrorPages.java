package info.sopranoexch.checkout;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes every error response on a payer's path as a page for a payer, in place of problem details. */
@Component
public class PayerErrorPages {
    private final PageRenderer renderer;
    private final CheckoutProperties properties;

    PayerErrorPages(PageRenderer renderer, CheckoutProperties properties) {
        this.renderer = renderer;
        this.properties = properties;
    }

    /** @param rawPath the path as it stands in the request line; null if the server could not read it */
    public boolean handles(@Nullable String rawPath) {
        return PayerPaths.areForPayers(rawPath);
    }

    /**
     * Sets the status, the headers and the body. The response must not be committed and its buffer must be empty.
     *
     * @param code the stable code of the problem
     * @param headers of the response, such as {@code Retry-After}
     */
    public void write(
            HttpServletRequest request,
            HttpServletResponse response,
            int status,
            String code,
            Map<String, String> headers)
            throws IOException {
        PayerError error = PayerError.of(status, code);
        if (error == PayerError.INSECURE && properties.isHttps()) {
            // Unlike an API request, a payer's link contains no key, so it may be repeated over HTTPS.
            String query = request.getQueryString();
            response.setStatus(HttpServletResponse.SC_TEMPORARY_REDIRECT);
            response.setHeader(
                    "Location",
                    properties.absoluteUrl(PayerPaths.canonical(request.getRequestURI()))
                            + (query == null ? "" : "?" + query));
            return;
        }
        Language language = PayerRequest.language(request);
        response.setStatus(status);
        headers.forEach(response::setHeader);
        PageResponse.write(response, renderer.error(error, language), language);
    }
}
