package info.sopranoexch.webhook.inspection;

import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Errors as RFC 9457 with the outside's codes; the gateway relays them. */
@RestControllerAdvice
class Problems {
    @ExceptionHandler
    ProblemDetail on(NotFoundException e) {
        return problem(HttpStatus.NOT_FOUND, e.code(), String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail on(InvalidQueryException e) {
        return invalid(e.field(), String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail on(MethodArgumentTypeMismatchException e) {
        return invalid(e.getName(), "of another type");
    }

    @ExceptionHandler
    ProblemDetail on(MissingRequestHeaderException e) {
        return invalid(e.getHeaderName(), "required");
    }

    @ExceptionHandler
    ProblemDetail on(HttpMessageNotReadableException e) {
        return problem(HttpStatus.BAD_REQUEST, "unreadable_body", "The body cannot be read.");
    }

    private static ProblemDetail invalid(String field, String detail) {
        ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "invalid_request", "A field is invalid.");
        problem.setProperty("errors", List.of(Map.of("field", field, "detail", detail)));
        return problem;
    }

    private static ProblemDetail problem(HttpStatus status, String code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("code", code);
        return problem;
    }
}
