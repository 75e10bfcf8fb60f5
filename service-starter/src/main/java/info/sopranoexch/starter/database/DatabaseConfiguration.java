package info.sopranoexch.starter.database;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;

@AutoConfiguration(after = DataSourceAutoConfiguration.class)
@ConditionalOnClass(HikariDataSource.class)
class DatabaseConfiguration {
    @Bean
    Transactions transactions(DataSource dataSource) {
        return new Transactions(dataSource);
    }

    /** Static: it has to see the data source before Flyway opens the first connection. */
    @Bean
    static DatabaseSessions databaseSessions() {
        return new DatabaseSessions();
    }

    /** Down while the database is not writable, with the reason. */
    @Bean
    HealthIndicator databaseWritesHealthIndicator(DatabaseSessions sessions) {
        return () -> {
            String reason = sessions.check();
            return reason == null
                    ? Health.up().build()
                    : Health.down().withDetail("reason", reason).build();
        };
    }

    @Bean
    MeterBinder databaseWritable(DatabaseSessions sessions) {
        return (MeterRegistry meters) -> Gauge.builder(
                        "soprano.database.writable", sessions, it -> it.isWritable() ? 1 : 0)
                .description("0 from the first failure of a session until a new session can write")
                .register(meters);
    }
}
