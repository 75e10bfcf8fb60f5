package info.sopranoexch.provider.callback;

import info.sopranoexch.provider.callback.TakeCallback.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the gateway relays from Paymoon: the bytes and headers as they came. */
@RestController
class CallbackController {
    private static final int MAX_BYTES = 64 * 1024;

    private final TakeCallback takeCallback;

    CallbackController(TakeCallback takeCallback) {
        this.takeCallback = takeCallback;
    }

    @PostMapping("/internal/callbacks/paymoon")
    ResponseEntity<?> take(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > MAX_BYTES) {
            return tooLarge();
        }
        byte[] body = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            return tooLarge();
        }
        return switch (takeCallback.take(request::getHeader, body)) {
            case Outcome.Kept _ -> ResponseEntity.ok().build();
            case Outcome.Forged(String why) -> problem(HttpStatus.UNAUTHORIZED, "invalid_signature", why);
            case Outcome.Unreadable(String why) ->
                problem(HttpStatus.BAD_REQUEST, "invalid_callback", "The callback is malformed: " + why + ".");
            case Outcome.NotKept _ ->
                problem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "service_unavailable",
                        "The callback could not be stored. Send it again.");
        };
    }

    private static ResponseEntity<ProblemDetail> tooLarge() {
        return problem(HttpStatus.CONTENT_TOO_LARGE, "body_too_large", "The request body must be at most 64 KiB.");
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("code", code);
        ResponseEntity.BodyBuilder response = ResponseEntity.status(status);
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            response.header(HttpHeaders.RETRY_AFTER, "5");
        }
        return response.body(problem);
    }
}
