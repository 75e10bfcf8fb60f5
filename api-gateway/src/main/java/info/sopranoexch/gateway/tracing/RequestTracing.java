package info.sopranoexch.gateway.tracing;

import io.opentelemetry.api.trace.Tracer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

@Configuration(proxyBeanMethods = false)
class RequestTracing {

    @Bean
    FilterRegistrationBean<RequestSpans> requestSpans(Tracer tracer) {
        var registration = new FilterRegistrationBean<>(new RequestSpans(tracer));
        registration.addUrlPatterns("/api/v1/*");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }
}
