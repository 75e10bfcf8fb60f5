package info.sopranoexch.starter.problem;

import info.sopranoexch.starter.kafka.FailureClassifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Translates failures of the database into problem details. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class DatabaseProblemAdvice {
    private static final Logger log = LoggerFactory.getLogger(DatabaseProblemAdvice.class);

    /** The database cannot store a value of the request, such as a string with a NUL. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> rejectedValue(DataIntegrityViolationException e) {
        if (FailureClassifier.isOutage(e)) {
            return unavailable(e);
        }
        log.warn(
                "the database rejects a value of a request: {}",
                e.getMostSpecificCause().toString());
        return ProblemAdvice.response(
                Problems.of(400, "bad_request", "The request contains a value that cannot be stored."));
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> unavailable(RuntimeException e) {
        log.error("the database is not available", e);
        return ProblemAdvice.response(Problems.ofStatus(503));
    }
}
