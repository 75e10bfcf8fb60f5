package info.sopranoexch.gateway.checkout;

import info.sopranoexch.checkout.AcceptedPaymentIds;
import info.sopranoexch.checkout.CheckoutConfiguration;
import info.sopranoexch.checkout.ClientIdentifier;
import info.sopranoexch.checkout.PayerErrorPages;
import info.sopranoexch.checkout.PaymentServiceClient;
import info.sopranoexch.gateway.commands.AcceptedPayments;
import info.sopranoexch.gateway.edge.ClientAddress;
import info.sopranoexch.gateway.problem.ProblemRenderer;
import info.sopranoexch.gateway.upstream.InternalRequest;
import info.sopranoexch.gateway.upstream.InternalResponse;
import info.sopranoexch.gateway.upstream.InternalService;
import info.sopranoexch.starter.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Adds the payer's page to the gateway and provides the beans that the page requires. */
@Configuration(proxyBeanMethods = false)
@Import(CheckoutConfiguration.class)
class CheckoutIntegration {
    @Bean
    ClientIdentifier clientIdentifier(ClientAddress clientAddress) {
        return clientAddress::of;
    }

    @Bean
    AcceptedPaymentIds acceptedPaymentIds(AcceptedPayments acceptedPayments) {
        return acceptedPayments::contains;
    }

    @Bean
    PaymentServiceClient paymentServiceClient(@Qualifier("paymentService") InternalService paymentService) {
        return new PaymentServiceClient() {
            @Override
            public @Nullable Response get(String path, Duration timeout) {
                return response(paymentService.tryCall(InternalRequest.get(path, null), timeout));
            }

            @Override
            public @Nullable Response post(String path, Duration timeout) {
                return response(paymentService.tryCall(InternalRequest.json("POST", path, null, new byte[0]), timeout));
            }

            private static @Nullable Response response(@Nullable InternalResponse response) {
                return response == null ? null : new Response(response.status(), response.body());
            }
        };
    }

    /** Writes problems on payers' paths as pages. */
    @Bean
    ProblemRenderer payerProblemRenderer(PayerErrorPages pages) {
        return new ProblemRenderer() {
            @Override
            public boolean handles(@Nullable String rawPath) {
                return pages.handles(rawPath);
            }

            @Override
            public void render(HttpServletRequest request, HttpServletResponse response, ProblemException problem)
                    throws IOException {
                pages.write(
                        request,
                        response,
                        problem.getStatusCode().value(),
                        problem.code(),
                        problem.getHeaders().toSingleValueMap());
            }
        };
    }
}
