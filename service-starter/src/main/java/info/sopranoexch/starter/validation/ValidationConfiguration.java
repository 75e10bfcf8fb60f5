package info.sopranoexch.starter.validation;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.module.SimpleModule;

/** Applies the rules to every controller of a service. */
@AutoConfiguration
class ValidationConfiguration {
    /** Used by Spring Boot for its JSON mapper. */
    @Bean
    SimpleModule timestampsWithMilliseconds() {
        return JsonTimes.module();
    }

    @Bean
    WebMvcConfigurer rejectUnknownParameters() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                // After authentication: an unauthenticated caller learns nothing of the parameters.
                registry.addInterceptor(new UnknownParametersInterceptor()).order(Ordered.LOWEST_PRECEDENCE);
            }
        };
    }
}
