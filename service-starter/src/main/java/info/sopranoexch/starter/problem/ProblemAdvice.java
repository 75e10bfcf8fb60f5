package info.sopranoexch.starter.problem;

import info.sopranoexch.starter.validation.FieldErrors;
import info.sopranoexch.starter.validation.InvalidFieldsException;
import info.sopranoexch.starter.validation.QueryString.MalformedQueryException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Translates the exceptions of controllers into problem details. */
@RestControllerAdvice
final class ProblemAdvice {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> rejected(ProblemException e) {
        return response(e.getBody(), e.getHeaders());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalidFields(InvalidFieldsException e) {
        return response(Problems.invalid(e.errors()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> malformedQuery(MalformedQueryException e) {
        return response(Problems.of(400, "invalid_query", String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> malformedBody(HttpMessageNotReadableException e) {
        return response(Problems.of(400, "malformed_json", ProblemMessages.MALFORMED_JSON));
    }

    /** All parameters that are not strings are integers. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> wrongType(MethodArgumentTypeMismatchException e) {
        return response(Problems.invalid(List.of(FieldErrors.notAnInteger(e.getName()))));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> missingHeader(MissingRequestHeaderException e) {
        return response(Problems.invalid(List.of(FieldErrors.required(e.getHeaderName()))));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> other(Exception e) {
        if (e instanceof ErrorResponse response && response.getStatusCode().is4xxClientError()) {
            return response(Problems.ofStatus(response.getStatusCode().value()), response.getHeaders());
        }
        log.error("unexpected failure", e);
        return response(Problems.ofStatus(500));
    }

    static ResponseEntity<ProblemDetail> response(ProblemDetail problem) {
        return response(problem, HttpHeaders.EMPTY);
    }

    private static ResponseEntity<ProblemDetail> response(ProblemDetail problem, HttpHeaders headers) {
        ResponseEntity.BodyBuilder response =
                ResponseEntity.status(problem.getStatus()).headers(headers);
        if (problem.getStatus() == 503 && !headers.containsHeader(HttpHeaders.RETRY_AFTER)) {
            response.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return response.body(problem);
    }
}
