package info.sopranoexch.payment.providerchecks;

import info.sopranoexch.schemas.deploy.TopicProperties;
import java.util.List;
import java.util.stream.IntStream;

/** The shards of the tests' topics. */
final class Shards {
    static final List<Integer> ALL =
            IntStream.range(0, TopicProperties.DEFAULT_PARTITIONS).boxed().toList();

    private Shards() {}
}
