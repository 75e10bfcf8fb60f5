package info.sopranoexch.provider.callback;

import info.sopranoexch.provider.callback.TakeCallback.Outcome;
import info.sopranoexch.starter.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
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
    ResponseEntity<Void> take(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > MAX_BYTES) {
            throw tooLarge();
        }
        byte[] body = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw tooLarge();
        }
        return switch (takeCallback.take(request::getHeader, body)) {
            case Outcome.Kept _ -> ResponseEntity.ok().build();
            case Outcome.Forged(String why) -> throw new ProblemException(401, "invalid_signature", why);
            case Outcome.Unreadable(String why) ->
                throw new ProblemException(400, "invalid_callback", "The callback is malformed: " + why + ".");
            case Outcome.NotKept _ ->
                throw new ProblemException(
                                503, "service_unavailable", "The callback could not be stored. Send it again.")
                        .withHeader(HttpHeaders.RETRY_AFTER, "5");
        };
    }

    private static ProblemException tooLarge() {
        return new ProblemException(413, "body_too_large", "The request body must be at most 64 KiB.");
    }
}
