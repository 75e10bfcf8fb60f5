package info.sopranoexch.provider.callbacks;

import info.sopranoexch.provider.callbacks.CallbackReceiver.Receipt;
import info.sopranoexch.starter.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Receives callbacks of Paymoon from the gateway, which forwards headers and body unchanged. */
@RestController
class CallbackController {
    private final CallbackReceiver receiver;
    private final int maxBody;

    CallbackController(CallbackReceiver receiver, CallbackProperties properties) {
        this.receiver = receiver;
        this.maxBody = Math.toIntExact(properties.maxBody().toBytes());
    }

    @PostMapping("/internal/callbacks/paymoon")
    ResponseEntity<Void> receive(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(maxBody + 1);
        if (body.length > maxBody) {
            throw new ProblemException(
                    413, "body_too_large", "The request body must be at most " + maxBody / 1024 + " KiB.");
        }
        return switch (receiver.receive(request::getHeader, body)) {
            case Receipt.Stored _ -> ResponseEntity.ok().build();
            case Receipt.InvalidSignature(String reason) ->
                throw new ProblemException(401, "invalid_signature", reason);
            case Receipt.Malformed(String reason) ->
                throw new ProblemException(400, "invalid_callback", "The callback is malformed: " + reason + ".");
            case Receipt.Unavailable _ ->
                throw new ProblemException(
                                503, "service_unavailable", "The callback could not be stored. Send it again.")
                        .withHeader(HttpHeaders.RETRY_AFTER, "5");
        };
    }
}
