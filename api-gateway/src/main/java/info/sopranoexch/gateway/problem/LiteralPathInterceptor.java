package info.sopranoexch.gateway.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses a method that a path without variables does not have. Otherwise Spring MVC uses a pattern with a variable: {@code GET
 * /payment/create} would search for a payment with the id {@code create}.
 */
@Component
class LiteralPathInterceptor implements HandlerInterceptor, WebMvcConfigurer {
    private final AllowedMethods allowedMethods;
    private volatile Set<String> literalPaths = Set.of();

    LiteralPathInterceptor(AllowedMethods allowedMethods) {
        this.allowedMethods = allowedMethods;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(Ordered.HIGHEST_PRECEDENCE);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws HttpRequestMethodNotSupportedException {
        if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern
                && pattern.indexOf('{') >= 0
                && literalPaths().contains(request.getRequestURI())) {
            throw new HttpRequestMethodNotSupportedException(request.getMethod());
        }
        return true;
    }

    private Set<String> literalPaths() {
        if (literalPaths.isEmpty()) {
            literalPaths = Set.copyOf(allowedMethods.literalPaths());
        }
        return literalPaths;
    }
}
