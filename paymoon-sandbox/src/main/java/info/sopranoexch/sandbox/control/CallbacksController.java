package info.sopranoexch.sandbox.control;

import info.sopranoexch.sandbox.callback.Announcement;
import info.sopranoexch.sandbox.callback.CallbackTargets;
import info.sopranoexch.sandbox.callback.Callbacks;
import info.sopranoexch.sandbox.invoice.DeclinedException;
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

@RestController
@RequestMapping("/control/callbacks")
class CallbacksController {
    private final Callbacks callbacks;
    private final CallbackTargets targets;

    CallbacksController(Callbacks callbacks, CallbackTargets targets) {
        this.callbacks = callbacks;
        this.targets = targets;
    }

    /**
     * A callback that no change stands behind; {@link #check} tells what is missing or wrong.
     *
     * @param body sent as it is
     * @param forged whether it is signed with a stranger's secret
     */
    record Invention(
            @Nullable String eventId,
            @Nullable String externalId,
            @Nullable String target,
            @Nullable String body,
            @Nullable Boolean forged) {
        private static final Pattern EVENT_ID = Pattern.compile("[!-~]{1,255}");
        private static final Pattern EXTERNAL_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

        /** Whatever could not be sent is refused, not queued. */
        Announcement check(CallbackTargets targets) {
            if (eventId == null || !EVENT_ID.matcher(eventId).matches()) {
                throw DeclinedException.badRequest("event_id: 1 to 255 visible ASCII characters, as headers have them");
            }
            if (externalId == null || !EXTERNAL_ID.matcher(externalId).matches()) {
                throw DeclinedException.badRequest("external_id: 1 to 64 of A-Z a-z 0-9 _ -");
            }
            if (target == null || !targets.allows(target)) {
                throw DeclinedException.badRequest("target: an http or https address on this machine or a named host");
            }
            if (body == null) {
                throw DeclinedException.badRequest("body is missing");
            }
            return new Announcement(eventId, externalId, target, body.getBytes(StandardCharsets.UTF_8));
        }
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Transactional
    public void send(@RequestBody Invention invention) {
        callbacks.tellAnyway(invention.check(targets), Boolean.TRUE.equals(invention.forged()));
    }

    @GetMapping
    List<Map<String, Object>> list(@RequestParam("external_id") String externalId) {
        return callbacks.list(externalId);
    }
}
