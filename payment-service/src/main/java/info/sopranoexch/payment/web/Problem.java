package info.sopranoexch.payment.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import info.sopranoexch.starter.validation.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A refusal on the wire. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Problem(
        String type, String title, int status, @Nullable String detail, String code, List<FieldError> errors) {

    static Problem of(int status, String code, @Nullable String detail, List<FieldError> errors) {
        HttpStatus known = HttpStatus.resolve(status);
        String title = known == null ? "Error" : known.getReasonPhrase();
        return new Problem("tag:soprano-exch.info,2026:problem/" + code, title, status, detail, code, errors);
    }

    ResponseEntity<Problem> toResponse() {
        var answer = ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        return (status == 503 ? answer.header("Retry-After", "1") : answer).body(this);
    }
}
