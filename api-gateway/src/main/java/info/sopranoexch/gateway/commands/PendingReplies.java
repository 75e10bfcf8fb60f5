package info.sopranoexch.gateway.commands;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Who waits for the reply to which command. Bounded by the admission of requests. */
@Component
class PendingReplies {
    private final Map<String, CompletableFuture<Outcome>> waiting = new ConcurrentHashMap<>();

    CompletableFuture<Outcome> expect(String commandId) {
        var future = new CompletableFuture<Outcome>();
        waiting.put(commandId, future);
        return future;
    }

    void forget(String commandId) {
        waiting.remove(commandId);
    }

    boolean expects(String commandId) {
        return waiting.containsKey(commandId);
    }

    void complete(String commandId, Outcome outcome) {
        CompletableFuture<Outcome> future = waiting.remove(commandId);
        if (future != null) {
            future.complete(outcome);
        }
    }
}
