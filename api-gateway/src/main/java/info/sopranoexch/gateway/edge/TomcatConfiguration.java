package info.sopranoexch.gateway.edge;

import info.sopranoexch.gateway.problem.ProblemRenderer;
import info.sopranoexch.gateway.problem.ProblemReportValve;
import java.util.Arrays;
import org.apache.catalina.Pipeline;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

@Configuration(proxyBeanMethods = false)
class TomcatConfiguration {
    /** More cookies than browsers keep for one site. The size of the headers limits them too. */
    private static final int MAX_COOKIES = 1_000;

    /** A payer's browser sends the cookies of all shops on the same domain. Tomcat permits 200 by default. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> manyCookies() {
        return factory -> factory.addConnectorCustomizers(connector -> connector.setMaxCookieCount(MAX_COOKIES));
    }

    /** Renders errors of Tomcat itself as problem details instead of HTML pages. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemReports(ObjectProvider<ProblemRenderer> renderer) {
        return factory -> factory.addContextCustomizers(context -> {
            StandardHost host = (StandardHost) context.getParent();
            host.setErrorReportValveClass(null);
            Pipeline pipeline = host.getPipeline();
            Arrays.stream(pipeline.getValves())
                    .filter(ErrorReportValve.class::isInstance)
                    .forEach(pipeline::removeValve);
            pipeline.addValve(new ProblemReportValve(renderer.getIfAvailable()));
        });
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> edgeProtocol() {
        return factory -> factory.setProtocol(EdgeProtocol.class.getName());
    }
}
