package info.sopranoexch.gateway.page;

import info.sopranoexch.gateway.problem.Problem;
import info.sopranoexch.gateway.problem.ProblemRenderer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes every problem on a payer's path as a page in words for a payer. */
@Component
class PayerProblemRenderer implements ProblemRenderer {
    private final PageHtml pages;
    private final PublicUrl publicUrl;

    PayerProblemRenderer(PageHtml pages, PublicUrl publicUrl) {
        this.pages = pages;
        this.publicUrl = publicUrl;
    }

    @Override
    public boolean handles(@Nullable String rawPath) {
        return PayerPaths.areSeenByPayers(rawPath);
    }

    @Override
    public void render(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        PayerProblem shown = PayerProblem.of(problem.status(), problem.code());
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
        response.setStatus(problem.status());
        problem.headers().forEach(response::setHeader);
        HtmlResponse.write(response, pages.problem(shown, language), language);
    }
}
