package info.sopranoexch.starter.database;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

@AutoConfiguration
@ConditionalOnClass(HikariDataSource.class)
class DatabaseSessionsConfiguration {

    /** Static: it has to see the data source before Flyway opens the first connection. */
    @Bean
    static DatabaseSessions databaseSessions() {
        return new DatabaseSessions();
    }

    @Bean
    DatabaseWritesHealthIndicator databaseWritesHealthIndicator(DatabaseSessions sessions) {
        return new DatabaseWritesHealthIndicator(sessions);
    }

    @Bean
    MeterBinder databaseWritable(DatabaseSessions sessions) {
        return (MeterRegistry meters) -> Gauge.builder(
                        "soprano.database.writable", sessions, it -> it.isWritable() ? 1 : 0)
                .description("0 from the first failure of a session until a new session can write")
                .register(meters);
    }
}
