package info.sopranoexch.gateway.tracing;

import info.sopranoexch.starter.tracing.Traces;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

@Configuration(proxyBeanMethods = false)
class RequestTracing {

    @Bean
    FilterRegistrationBean<RequestSpans> requestSpans(Traces traces) {
        var registration = new FilterRegistrationBean<>(new RequestSpans(traces));
        registration.addUrlPatterns("/api/v1/*");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }
}
