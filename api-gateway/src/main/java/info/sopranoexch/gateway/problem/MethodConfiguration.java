package info.sopranoexch.gateway.problem;

import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class MethodConfiguration implements WebMvcConfigurer {
    private final LiteralPathInterceptor literalPaths;

    MethodConfiguration(LiteralPathInterceptor literalPaths) {
        this.literalPaths = literalPaths;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(literalPaths).order(Ordered.HIGHEST_PRECEDENCE);
    }
}
