package info.sopranoexch.sandbox.invoice;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Converts every exception, including those of Spring, to a body with {@code code} and {@code message}. */
@RestControllerAdvice
class ApiExceptionHandler extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ApiExceptionHandler.class);

    record ErrorBody(String code, String message) {}

    @ExceptionHandler
    ResponseEntity<ErrorBody> onApiException(ApiException e) {
        return ResponseEntity.status(e.status())
                .contentType(MediaType.APPLICATION_JSON)
                .body(new ErrorBody(e.code(), String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> onUnexpected(RuntimeException e) {
        log.error("call failed", e);
        return ResponseEntity.internalServerError()
                .contentType(MediaType.APPLICATION_JSON)
                .body(new ErrorBody("internal_error", "the sandbox failed; see its log"));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return handleExceptionInternal(e, unreadable(e), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body instanceof ErrorBody error ? error : ofSpring(e, status));
    }

    private static ErrorBody ofSpring(Exception e, HttpStatusCode status) {
        HttpStatus known = HttpStatus.resolve(status.value());
        String code = known == null ? "error" : known.name().toLowerCase(Locale.ROOT);
        String detail = e instanceof ErrorResponse response ? response.getBody().getDetail() : null;
        return new ErrorBody(code, detail == null ? code : detail);
    }

    private static ErrorBody unreadable(HttpMessageNotReadableException e) {
        if (e.getCause() instanceof UnrecognizedPropertyException unknown) {
            return new ErrorBody("invalid_request", unknown.getPropertyName() + ": unknown field");
        }
        if (e.getCause() instanceof JacksonException json && !json.getPath().isEmpty()) {
            return new ErrorBody("invalid_request", json.getPath().getLast().getPropertyName() + ": invalid value");
        }
        return new ErrorBody("invalid_json", "the body is not valid JSON");
    }
}
