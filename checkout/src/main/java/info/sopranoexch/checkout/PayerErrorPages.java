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
    private final PageHtml pages;
    private final PublicUrl publicUrl;

    PayerErrorPages(PageHtml pages, PublicUrl publicUrl) {
        this.pages = pages;
        this.publicUrl = publicUrl;
    }

    /** @param rawPath the path as it stands in the request line; null if the server could not read it */
    public boolean handles(@Nullable String rawPath) {
        return PayerPaths.areSeenByPayers(rawPath);
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
        PayerProblem shown = PayerProblem.of(status, code);
        if (shown == PayerProblem.INSECURE && publicUrl.isHttps()) {
            // A payer's link carries no key, unlike a call of the API, so it may be repeated over HTTPS.
            String query = request.getQueryString();
            response.setStatus(HttpServletResponse.SC_TEMPORARY_REDIRECT);
            response.setHeader(
                    "Location",
                    publicUrl.absolute(PayerPaths.canonical(request.getRequestURI()))
                            + (query == null ? "" : "?" + query));
            return;
        }
        Language language = PayerRequest.language(request);
        response.setStatus(status);
        headers.forEach(response::setHeader);
        HtmlResponse.write(response, pages.problem(shown, language), language);
    }
}
