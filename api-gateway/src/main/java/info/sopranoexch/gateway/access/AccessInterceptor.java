package info.sopranoexch.gateway.access;

import info.sopranoexch.gateway.directory.ApiKeyEntry;
import info.sopranoexch.gateway.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets a request through to its handler, or not, before anything of its body is read. */
@Component
class AccessInterceptor implements HandlerInterceptor {
    private final FindApiKey findApiKey;
    private final AdminKey adminKey;
    private final RateLimits limits;
    private final KeyUsage usage;
    private final InstantSource clock;

    AccessInterceptor(
            FindApiKey findApiKey, AdminKey adminKey, RateLimits limits, KeyUsage usage, InstantSource clock) {
        this.findApiKey = findApiKey;
        this.adminKey = adminKey;
        this.limits = limits;
        this.usage = usage;
        this.clock = clock;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            NeedsKey needed = method.getMethodAnnotation(NeedsKey.class);
            if (needed != null) {
                authenticate(request, response, needed);
            } else if (method.getBeanType().isAnnotationPresent(NeedsAdminKey.class)) {
                adminKey.check(request);
            }
        }
        return true;
    }

    private void authenticate(HttpServletRequest request, HttpServletResponse response, NeedsKey needed) {
        Instant now = clock.instant();
        ApiKeyEntry entry = findApiKey.find(request, now);
        limits.take(entry.keyId(), response);
        usage.note(entry.keyId(), now);
        if (Arrays.stream(needed.value()).noneMatch(scope -> entry.scopes().contains(scope.text()))) {
            String scopes = Arrays.stream(needed.value()).map(Scope::text).collect(Collectors.joining(" or "));
            throw Problem.of(403, "scope_missing", "The API key needs the scope " + scopes + ".")
                    .asException();
        }
        new Caller(entry.accountId(), entry.keyId()).attach(request);
    }
}
