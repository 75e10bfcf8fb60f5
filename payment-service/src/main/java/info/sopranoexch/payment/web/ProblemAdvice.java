package info.sopranoexch.payment.web;

import info.sopranoexch.starter.kafka.FailureClassifier;
import info.sopranoexch.starter.validation.FieldErrors;
import info.sopranoexch.starter.validation.InvalidFieldsException;
import info.sopranoexch.starter.validation.Messages;
import info.sopranoexch.starter.validation.QueryString.MalformedQueryException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Answers whatever a controller threw. */
@RestControllerAdvice
class ProblemAdvice {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<Problem> refusal(ProblemException e) {
        return Problem.of(e.status(), e.code(), e.getMessage(), List.of()).toResponse();
    }

    @ExceptionHandler
    ResponseEntity<Problem> invalidFields(InvalidFieldsException e) {
        return Problem.of(400, "validation_failed", e.getMessage(), e.errors()).toResponse();
    }

    @ExceptionHandler
    ResponseEntity<Problem> malformedQuery(MalformedQueryException e) {
        return Problem.of(400, "invalid_query", e.getMessage(), List.of()).toResponse();
    }

    @ExceptionHandler
    ResponseEntity<Problem> unreadable(HttpMessageNotReadableException e) {
        return Problem.of(400, "malformed_json", Messages.MALFORMED_JSON, List.of())
                .toResponse();
    }

    @ExceptionHandler
    ResponseEntity<Problem> wrongType(MethodArgumentTypeMismatchException e) {
        // All parameters that are not texts are integers.
        return invalidFields(new InvalidFieldsException(FieldErrors.notAnInteger(e.getName())));
    }

    /** Text that the database cannot hold, such as one with a NUL in it. */
    @ExceptionHandler
    ResponseEntity<Problem> refusedByDatabase(DataIntegrityViolationException e) {
        if (FailureClassifier.isOutage(e)) {
            return databaseAway(e);
        }
        log.warn(
                "the database refuses what a request holds: {}",
                e.getMostSpecificCause().toString());
        return Problem.of(400, "bad_request", "The request contains a value that cannot be stored.", List.of())
                .toResponse();
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<Problem> databaseAway(RuntimeException e) {
        log.error("the database refuses or does not answer", e);
        return Problem.of(503, "service_unavailable", Messages.UNAVAILABLE, List.of())
                .toResponse();
    }

    @ExceptionHandler
    ResponseEntity<Problem> any(Exception e) {
        if (e instanceof ErrorResponse response && response.getStatusCode().is4xxClientError()) {
            int status = response.getStatusCode().value();
            String code = switch (status) {
                case 404 -> "path_not_found";
                case 405 -> "method_not_allowed";
                case 406 -> "not_acceptable";
                case 415 -> "unsupported_media_type";
                default -> "bad_request";
            };
            return Problem.of(status, code, Messages.UNREADABLE_REQUEST, List.of())
                    .toResponse();
        }
        log.error("unexpected failure", e);
        return Problem.of(500, "internal_error", Messages.INTERNAL_ERROR, List.of())
                .toResponse();
    }
}
