package info.sopranoexch.sandbox.control;

import info.sopranoexch.sandbox.callback.Announcement;
import info.sopranoexch.sandbox.callback.Callbacks;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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

    CallbacksController(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    /**
     * A callback that no change stands behind.
     *
     * @param body sent as it is
     * @param forged whether it is signed with a stranger's secret
     */
    record Invention(
            String eventId,
            String externalId,
            String target,
            String body,
            @Nullable Boolean forged) {}

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Transactional
    public void send(@RequestBody Invention invention) {
        callbacks.tellAnyway(
                new Announcement(
                        invention.eventId(),
                        invention.externalId(),
                        invention.target(),
                        invention.body().getBytes(StandardCharsets.UTF_8)),
                Boolean.TRUE.equals(invention.forged()));
    }

    @GetMapping
    List<Map<String, Object>> list(@RequestParam("external_id") String externalId) {
        return callbacks.list(externalId);
    }
}
