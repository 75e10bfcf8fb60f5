package info.sopranoexch.sandbox.invoice;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
class ErrorAdvice {
    record ErrorBody(String code, String message) {}

    @ExceptionHandler
    ResponseEntity<ErrorBody> declined(DeclinedException e) {
        return ResponseEntity.status(e.status()).body(new ErrorBody(e.code(), String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> unreadable(HttpMessageNotReadableException e) {
        return ResponseEntity.status(HttpStatus.BAD_REQUEST)
                .body(new ErrorBody("invalid_json", "the body cannot be read"));
    }
}
