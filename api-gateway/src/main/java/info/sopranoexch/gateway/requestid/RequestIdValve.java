package info.sopranoexch.gateway.requestid;

import info.sopranoexch.starter.logging.LogContext;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.InstantSource;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.slf4j.MDC;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Assigns the {@link RequestId} and adds it to the response and to the log lines of the request. As a valve of the engine it
 * precedes all filters and also handles the requests that Tomcat refuses.
 */
final class RequestIdValve extends ValveBase {
    private final InstantSource clock;

    @Configuration(proxyBeanMethods = false)
    static class Registration {
        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> requestIds(InstantSource clock) {
            return factory -> factory.addEngineValves(new RequestIdValve(clock));
        }
    }

    RequestIdValve(InstantSource clock) {
        super(true);
        this.clock = clock;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String id = RequestId.assign(request, clock.millis());
        RequestId.setHeader(request, response);
        try (var _ = MDC.putCloseable(LogContext.REQUEST, id)) {
            getNext().invoke(request, response);
        }
    }
}
