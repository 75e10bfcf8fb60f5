package info.sopranoexch.webhook.replay;

import info.sopranoexch.starter.problem.ProblemException;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Service;

/** Makes a replay job of what a merchant asks for. */
@Service
class ReplayStarter {
    private final ReplayStore store;
    private final ReplayProperties properties;
    private final InstantSource clock;

    ReplayStarter(ReplayStore store, ReplayProperties properties, InstantSource clock) {
        this.store = store;
        this.properties = properties;
        this.clock = clock;
    }

    /** @throws ProblemException if the merchant has as many replays running as it may */
    ReplayJob start(long accountId, long merchantId, ReplayRequest request) {
        Instant now = clock.instant();
        if (store.running(merchantId) >= properties.maxRunning()) {
            throw new ProblemException(
                    409, "replay_running", "The merchant already has a replay running. Wait until it is done.");
        }
        Instant until = request.until() == null ? now : request.until();
        return store.insert(accountId, merchantId, request.since(), until, request.status(), now);
    }
}
