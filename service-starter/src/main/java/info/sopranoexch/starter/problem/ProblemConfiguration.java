package info.sopranoexch.starter.problem;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;

/** Gives every controller of a service the same error responses. */
@AutoConfiguration
public class ProblemConfiguration {

    @Bean
    ProblemAdvice problemAdvice() {
        return new ProblemAdvice();
    }

    /** For services with a database. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(DataAccessException.class)
    static class DatabaseProblemConfiguration {

        @Bean
        DatabaseProblemAdvice databaseProblemAdvice() {
            return new DatabaseProblemAdvice();
        }
    }
}
