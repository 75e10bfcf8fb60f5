package info.sopranoexch.webhook.inspection;

import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Errors as RFC 9457 with the outside's codes; the gateway relays them. */
@RestControllerAdvice
class Problems {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ProblemDetail on(NotFoundException e) {
        return problem(HttpStatus.NOT_FOUND, e.code(), String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail on(InvalidQueryException e) {
        return invalid(e.field(), e.code(), String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail on(MethodArgumentTypeMismatchException e) {
        return invalid(e.getName(), "wrong_type", e.getName() + " is of another type.");
    }

    @ExceptionHandler
    ProblemDetail on(MissingRequestHeaderException e) {
        return invalid(e.getHeaderName(), "required", e.getHeaderName() + " is required.");
    }

    @ExceptionHandler
    ProblemDetail on(HttpMessageNotReadableException e) {
        return problem(HttpStatus.BAD_REQUEST, "malformed_json", "The body is not one that can be read.");
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ProblemDetail on(RuntimeException e) {
        log.error("the database refuses or does not answer", e);
        return problem(
                HttpStatus.SERVICE_UNAVAILABLE, "service_unavailable", "The service is not available at the moment.");
    }

    private static ProblemDetail invalid(String field, String code, String message) {
        ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "validation_failed", message);
        problem.setProperty("errors", List.of(Map.of("field", field, "code", code, "message", message)));
        return problem;
    }

    private static ProblemDetail problem(HttpStatus status, String code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("code", code);
        return problem;
    }
}
