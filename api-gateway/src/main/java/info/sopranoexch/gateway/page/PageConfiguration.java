package info.sopranoexch.gateway.page;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

@Configuration(proxyBeanMethods = false)
class PageConfiguration {

    @Bean
    LinkRules linkRules(Environment environment) {
        return new LinkRules(environment.acceptsProfiles(Profiles.of("local")));
    }
}
