package info.sopranoexch.gateway.health;

import info.sopranoexch.gateway.commands.CommandProducer;
import info.sopranoexch.gateway.commands.ReplyInbox;
import info.sopranoexch.gateway.directory.DirectoryFollower;
import info.sopranoexch.gateway.kafka.KafkaClients;
import info.sopranoexch.gateway.upstream.InternalRequest;
import info.sopranoexch.gateway.upstream.InternalResponse;
import info.sopranoexch.gateway.upstream.InternalService;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Looks at what the gateway stands on. */
@Component
class Checks {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final KafkaClients clients;
    private final InternalService paymentService;
    private final DirectoryFollower directory;
    private final ReplyInbox replies;
    private final CommandProducer producer;
    private @Nullable Admin admin;

    Checks(
            KafkaClients clients,
            @Qualifier("paymentService") InternalService paymentService,
            DirectoryFollower directory,
            ReplyInbox replies,
            CommandProducer producer) {
        this.clients = clients;
        this.paymentService = paymentService;
        this.directory = directory;
        this.replies = replies;
        this.producer = producer;
    }

    /** Both directories read, a partition for replies held, the producer knows what it needs. */
    boolean ready() {
        return directory() && replies() && commands();
    }

    boolean replies() {
        return replies.isReady();
    }

    boolean commands() {
        return producer.isWarm();
    }

    boolean directory() {
        return directory.isComplete();
    }

    /** What is known of the directory, in words. */
    String describeDirectory() {
        return directory.isCurrent() ? "read" : directory.reason();
    }

    /** Called by one at a time; see {@link Health}. */
    boolean kafka() {
        try {
            Admin asked = admin == null ? clients.admin() : admin;
            admin = asked;
            return !asked.describeCluster()
                    .nodes()
                    .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    boolean paymentService() {
        InternalResponse response =
                paymentService.tryCall(InternalRequest.get("/actuator/health/readiness", null), LIMIT);
        return response != null && response.isSuccess();
    }

    @PreDestroy
    void close() {
        Admin open = admin;
        if (open != null) {
            open.close(LIMIT);
        }
    }
}
