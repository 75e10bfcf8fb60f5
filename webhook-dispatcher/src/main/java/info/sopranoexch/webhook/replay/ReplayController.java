package info.sopranoexch.webhook.replay;

import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.webhook.directory.MerchantDirectory;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/internal/merchants/{merchantId}/webhook/replay")
class ReplayController {
    private final MerchantDirectory directory;
    private final ReplayStore store;
    private final ReplayProperties properties;
    private final InstantSource clock;

    ReplayController(MerchantDirectory directory, ReplayStore store, ReplayProperties properties, InstantSource clock) {
        this.directory = directory;
        this.store = store;
        this.properties = properties;
        this.clock = clock;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    ReplayView start(
            @RequestHeader("X-Account-Id") long accountId,
            @PathVariable long merchantId,
            @RequestBody ObjectNode body) {
        if (directory.merchant(accountId, merchantId).isEmpty()) {
            throw ProblemException.notFound("merchant");
        }
        Instant now = clock.instant();
        var request = ReplayRequest.read(body, now);
        if (store.running(merchantId) >= properties.maxRunning()) {
            throw new ProblemException(
                    409, "replay_running", "The merchant already has a replay running. Wait until it is done.");
        }
        Instant until = request.until() == null ? now : request.until();
        return ReplayView.of(store.insert(accountId, merchantId, request.since(), until, request.status(), now));
    }

    @GetMapping("/{job}")
    ReplayView progress(
            @RequestHeader("X-Account-Id") long accountId, @PathVariable long merchantId, @PathVariable String job) {
        String digits = job.startsWith("rpl_") ? job.substring(4) : "";
        if (!digits.matches("[0-9]{1,18}")) {
            throw ProblemException.notFound("replay");
        }
        return store.find(accountId, merchantId, Long.parseLong(digits))
                .map(ReplayView::of)
                .orElseThrow(() -> ProblemException.notFound("replay"));
    }
}
