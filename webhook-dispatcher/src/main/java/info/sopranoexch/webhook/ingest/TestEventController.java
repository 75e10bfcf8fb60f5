package info.sopranoexch.webhook.ingest;

import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.webhook.deliveries.Delivery;
import info.sopranoexch.webhook.deliveries.DeliveryIds;
import info.sopranoexch.webhook.directory.MerchantDirectory;
import java.time.InstantSource;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TestEventController {
    /** @param deliveryIds one for each endpoint */
    record TestSent(List<String> deliveryIds) {}

    private final MerchantDirectory directory;
    private final TestEventSender sender;
    private final InstantSource clock;

    TestEventController(MerchantDirectory directory, TestEventSender sender, InstantSource clock) {
        this.directory = directory;
        this.sender = sender;
        this.clock = clock;
    }

    @PostMapping("/internal/merchants/{merchantId}/webhook/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    TestSent test(@RequestHeader("X-Account-Id") long accountId, @PathVariable long merchantId) {
        List<Delivery> sent = directory
                .merchant(accountId, merchantId)
                .map(merchant -> sender.send(merchant, clock.instant()))
                .orElseThrow(() -> ProblemException.notFound("merchant"));
        return new TestSent(
                sent.stream().map(Delivery::id).map(DeliveryIds::format).toList());
    }
}
