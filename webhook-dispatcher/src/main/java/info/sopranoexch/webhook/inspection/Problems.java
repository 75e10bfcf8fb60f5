package info.sopranoexch.webhook.inspection;

import info.sopranoexch.starter.validation.FieldErrors;
import info.sopranoexch.starter.validation.InvalidFieldsException;
import info.sopranoexch.starter.validation.Messages;
import info.sopranoexch.starter.validation.QueryString.MalformedQueryException;
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
    ProblemDetail on(InvalidFieldsException e) {
        ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "validation_failed", String.valueOf(e.getMessage()));
        problem.setProperty("errors", e.errors());
        return problem;
    }

    /** All parameters that are not texts are integers. */
    @ExceptionHandler
    ProblemDetail on(MethodArgumentTypeMismatchException e) {
        return on(new InvalidFieldsException(FieldErrors.notAnInteger(e.getName())));
    }

    @ExceptionHandler
    ProblemDetail on(MissingRequestHeaderException e) {
        return on(new InvalidFieldsException(FieldErrors.required(e.getHeaderName())));
    }

    @ExceptionHandler
    ProblemDetail on(MalformedQueryException e) {
        return problem(HttpStatus.BAD_REQUEST, "invalid_query", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail on(HttpMessageNotReadableException e) {
        return problem(HttpStatus.BAD_REQUEST, "malformed_json", Messages.MALFORMED_JSON);
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ProblemDetail on(RuntimeException e) {
        log.error("the database refuses or does not answer", e);
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "service_unavailable", Messages.UNAVAILABLE);
    }

    private static ProblemDetail problem(HttpStatus status, String code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("code", code);
        return problem;
    }
}
