package info.sopranoexch.webhook.planted.sending;

import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.webhook.planted.one.First;
import java.sql.Connection;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** Planted: the other half of the cycle, another module, and sending that knows a database and Kafka. */
public class Second {
    @Nullable
    Connection database;

    @Nullable
    Producer<String, String> kafka;

    public First first() {
        return new First();
    }

    Infrastructure other() {
        return Infrastructure.shared();
    }
}
