package info.sopranoexch.starter.outbox;

import info.sopranoexch.starter.database.Transactions;
import info.sopranoexch.starter.kafka.RecordSender;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaTemplate;

/** The outbox of a service with a database and a Kafka producer. */
@AutoConfiguration(
        afterName = {
            "info.sopranoexch.starter.database.DatabaseConfiguration",
            "info.sopranoexch.starter.kafka.ProducersConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration"
        })
@ConditionalOnClass({JdbcTemplate.class, KafkaTemplate.class})
@ConditionalOnBean({Transactions.class, RecordSender.class})
class OutboxConfiguration {
    @Bean
    OutboxStore outboxStore(JdbcTemplate jdbc) {
        return new OutboxStore(jdbc);
    }

    @Bean
    OutboxPublisher outboxPublisher(
            Transactions transactions,
            OutboxStore store,
            RecordSender sender,
            @Value("/${spring.application.name}") String source,
            MeterRegistry meters) {
        return new OutboxPublisher(transactions, store, sender, source, meters);
    }

    @Bean
    OutboxRecovery outboxRecovery(OutboxStore store, OutboxPublisher publisher, MeterRegistry meters) {
        return new OutboxRecovery(store, publisher, meters);
    }
}
