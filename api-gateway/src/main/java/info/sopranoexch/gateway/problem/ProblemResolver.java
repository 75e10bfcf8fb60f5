package info.sopranoexch.gateway.problem;

import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.starter.problem.Problems;
import info.sopranoexch.starter.validation.InvalidFieldsException;
import info.sopranoexch.starter.validation.QueryString.MalformedQueryException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Translates the exceptions of handlers, interceptors and Spring MVC into problem details. */
@Component
final class ProblemResolver implements HandlerExceptionResolver, Ordered {
    private static final Logger log = LoggerFactory.getLogger(ProblemResolver.class);

    private final AllowedMethods allowedMethods;

    ProblemResolver(AllowedMethods allowedMethods) {
        this.allowedMethods = allowedMethods;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (failure instanceof IOException) {
            log.debug("the client closed the connection: {}", failure.toString());
            return new ModelAndView();
        }
        ProblemException problem = problem(failure, request);
        if (problem.getStatusCode().value() == 500) {
            log.error("unexpected failure of {} {}", request.getMethod(), request.getRequestURI(), failure);
        }
        try {
            ProblemWriter.write(request, response, problem);
        } catch (IOException e) {
            log.debug("the client closed the connection: {}", e.toString());
        }
        return new ModelAndView();
    }

    private ProblemException problem(Exception failure, HttpServletRequest request) {
        return switch (failure) {
            case ProblemException e -> e;
            case InvalidFieldsException e -> new ProblemException(Problems.invalid(e.errors()));
            case MalformedQueryException e ->
                new ProblemException(400, "invalid_query", String.valueOf(e.getMessage()));
            case InvalidParameterException _ ->
                new ProblemException(400, "invalid_query", "The query string is malformed.");
            case HttpRequestMethodNotSupportedException _ ->
                new ProblemException(
                                405,
                                "method_not_allowed",
                                "The method " + request.getMethod() + " is not allowed for this path.")
                        .withHeader("Allow", allowedMethods.at(request.getRequestURI()));
            case ErrorResponse e
            when e.getStatusCode().is4xxClientError() ->
                ProblemException.ofStatus(e.getStatusCode().value());
            default -> ProblemException.ofStatus(500);
        };
    }
}
