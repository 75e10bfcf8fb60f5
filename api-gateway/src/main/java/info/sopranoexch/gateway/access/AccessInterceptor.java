package info.sopranoexch.gateway.access;

import info.sopranoexch.gateway.admission.AdmittedRequest;
import info.sopranoexch.gateway.directory.ApiKeyEntry;
import info.sopranoexch.starter.problem.ProblemException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Authenticates and authorizes a request before its body is read. */
@Component
class AccessInterceptor implements HandlerInterceptor {
    private final ApiKeyAuthenticator apiKeys;
    private final AdminAuthenticator admin;
    private final ApiKeyRateLimiter rateLimiter;
    private final ApiKeyUsageReporter usage;
    private final InstantSource clock;

    AccessInterceptor(
            ApiKeyAuthenticator apiKeys,
            AdminAuthenticator admin,
            ApiKeyRateLimiter rateLimiter,
            ApiKeyUsageReporter usage,
            InstantSource clock) {
        this.apiKeys = apiKeys;
        this.admin = admin;
        this.rateLimiter = rateLimiter;
        this.usage = usage;
        this.clock = clock;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        // A request that waited is dispatched again to send its response.
        boolean authorized = request.getDispatcherType() == DispatcherType.ASYNC;
        if (!authorized && handler instanceof HandlerMethod method) {
            RequiresScope required = method.getMethodAnnotation(RequiresScope.class);
            if (required != null) {
                authorize(request, response, required.value());
            } else if (method.getBeanType().isAnnotationPresent(RequiresAdminKey.class)) {
                admin.authenticate(request);
            }
        }
        return true;
    }

    private void authorize(HttpServletRequest request, HttpServletResponse response, Scope[] scopes) {
        Instant now = clock.instant();
        ApiKeyEntry key = apiKeys.authenticate(request, now);
        // Attached before the checks below, so that the account's request log contains refused requests too.
        new Caller(key.accountId(), key.keyId()).attach(request);
        rateLimiter.count(key.keyId(), response);
        AdmittedRequest.limitKey(key.keyId());
        usage.recordUse(key.keyId(), now);
        if (Arrays.stream(scopes).noneMatch(scope -> key.scopes().contains(scope.text()))) {
            String names = Arrays.stream(scopes).map(Scope::text).collect(Collectors.joining(" or "));
            throw new ProblemException(403, "scope_missing", "The API key needs the scope " + names + ".");
        }
    }
}
