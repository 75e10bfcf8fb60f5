package info.sopranoexch.payment.invoicechanges;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param provider base URLs of the instances of provider-adapter */
@ConfigurationProperties("soprano.services")
record ProviderAdapterProperties(
        @DefaultValue("http://localhost:8082") List<URI> provider) {}
