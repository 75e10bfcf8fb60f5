package info.sopranoexch.gateway.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers whatever a handler, an interceptor or the framework around them threw. */
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
            // The caller went away while its answer was being written: nobody is there to be told.
            log.debug("connection lost: {}", failure.toString());
            return new ModelAndView();
        }
        Problem problem = FrameworkProblems.of(failure, request);
        if (problem.status() == 405) {
            problem = problem.with("Allow", allowedMethods.at(request.getRequestURI()));
        }
        if (problem.status() == 500) {
            log.error("unexpected failure of {} {}", request.getMethod(), request.getRequestURI(), failure);
        }
        try {
            ProblemWriter.write(request, response, problem);
        } catch (IOException e) {
            log.debug("connection lost: {}", e.toString());
        }
        return new ModelAndView();
    }
}
