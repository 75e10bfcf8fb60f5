package info.sopranoexch.payment.providerchecks;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The shards whose partitions of {@code payment.commands.v1} are assigned to this instance. During a rebalance two instances
 * can own a shard; a check that both publish is made once.
 */
@Component
public class OwnedShards {
    private final Set<Integer> shards = ConcurrentHashMap.newKeySet();

    public void assigned(Collection<Integer> partitions) {
        shards.addAll(partitions);
    }

    public void revoked(Collection<Integer> partitions) {
        shards.removeAll(partitions);
    }

    public boolean owns(int shard) {
        return shards.contains(shard);
    }

    Set<Integer> current() {
        return Set.copyOf(shards);
    }
}
