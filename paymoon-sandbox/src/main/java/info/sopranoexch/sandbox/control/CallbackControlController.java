package info.sopranoexch.sandbox.control;

import info.sopranoexch.sandbox.callback.CallbackMessage;
import info.sopranoexch.sandbox.callback.CallbackTargets;
import info.sopranoexch.sandbox.callback.Callbacks;
import info.sopranoexch.sandbox.invoice.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Control API of callbacks: list them and send custom ones. */
@RestController
@RequestMapping("/control/callbacks")
class CallbackControlController {
    private final Callbacks callbacks;
    private final CallbackTargets targets;

    CallbackControlController(Callbacks callbacks, CallbackTargets targets) {
        this.callbacks = callbacks;
        this.targets = targets;
    }

    /**
     * A callback without a change of an invoice. {@link #validate} rejects missing and invalid fields.
     *
     * @param body sent unchanged
     * @param forged whether the signature is invalid
     */
    record CustomCallback(
            @Nullable String eventId,
            @Nullable String externalId,
            @Nullable String target,
            @Nullable String body,
            @Nullable Boolean forged) {
        private static final Pattern EVENT_ID = Pattern.compile("[!-~]{1,255}");
        private static final Pattern EXTERNAL_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

        /** Rejects a callback that cannot be sent. */
        CallbackMessage validate(CallbackTargets targets) {
            if (eventId == null || !EVENT_ID.matcher(eventId).matches()) {
                throw ApiException.badRequest("event_id: 1 to 255 visible ASCII characters, as in headers");
            }
            if (externalId == null || !EXTERNAL_ID.matcher(externalId).matches()) {
                throw ApiException.badRequest("external_id: 1 to 64 of A-Z a-z 0-9 _ -");
            }
            if (target == null || !targets.allows(target)) {
                throw ApiException.badRequest("target: an http or https address on this machine or a named host");
            }
            if (body == null) {
                throw ApiException.badRequest("body is missing");
            }
            return new CallbackMessage(eventId, externalId, target, body.getBytes(StandardCharsets.UTF_8));
        }
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Transactional
    public void send(@RequestBody CustomCallback request) {
        callbacks.publish(request.validate(targets), Boolean.TRUE.equals(request.forged()));
    }

    @GetMapping
    List<Map<String, Object>> list(@RequestParam("external_id") String externalId) {
        return callbacks.list(externalId);
    }
}
