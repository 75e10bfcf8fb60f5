package info.sopranoexch.starter.validation;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Rejects query parameters that the handler method does not declare by {@link RequestParam}, and those that occur more than
 * once: a misspelt filter must not return everything. {@link AcceptsUnknownParameters} exempts a handler.
 */
public final class UnknownParametersInterceptor implements HandlerInterceptor {
    private static final String HANDLERS = "info.sopranoexch.";

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getQueryString() != null
                && handler instanceof HandlerMethod method
                && method.getBeanType().getName().startsWith(HANDLERS)
                && !method.hasMethodAnnotation(AcceptsUnknownParameters.class)
                && !method.getBeanType().isAnnotationPresent(AcceptsUnknownParameters.class)) {
            check(QueryString.parse(request.getQueryString()), declared(method));
        }
        return true;
    }

    private static void check(QueryString query, Set<String> known) {
        List<FieldError> errors = new ArrayList<>(query.unknown(known));
        known.stream()
                .filter(name -> query.values(name).size() > 1)
                .forEach(name -> errors.add(FieldErrors.duplicate(name)));
        if (!errors.isEmpty()) {
            throw new InvalidFieldsException(errors);
        }
    }

    private static Set<String> declared(HandlerMethod method) {
        Set<String> names = new TreeSet<>();
        for (MethodParameter parameter : method.getMethodParameters()) {
            RequestParam declared = parameter.getParameterAnnotation(RequestParam.class);
            if (declared != null) {
                names.add(declared.name().isEmpty() ? parameter.getParameter().getName() : declared.name());
            }
        }
        return names;
    }
}
