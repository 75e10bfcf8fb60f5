package info.sopranoexch.webhook.replay;

import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.webhook.deliveries.Delivery;
import info.sopranoexch.webhook.deliveries.DeliveryIds;
import info.sopranoexch.webhook.directory.Merchant;
import info.sopranoexch.webhook.directory.MerchantDirectory;
import info.sopranoexch.webhook.ingest.TestEventSender;
import java.time.InstantSource;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/internal/merchants/{merchantId}/webhook")
class MerchantWebhooksController {
    /** @param deliveryIds one for each endpoint */
    record TestSent(List<String> deliveryIds) {}

    private final MerchantDirectory directory;
    private final TestEventSender sendTest;
    private final ReplayStarter startReplay;
    private final ReplayStore store;
    private final InstantSource clock;

    MerchantWebhooksController(
            MerchantDirectory directory,
            TestEventSender sendTest,
            ReplayStarter startReplay,
            ReplayStore store,
            InstantSource clock) {
        this.directory = directory;
        this.sendTest = sendTest;
        this.startReplay = startReplay;
        this.store = store;
        this.clock = clock;
    }

    @PostMapping("/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    TestSent test(@RequestHeader("X-Account-Id") long accountId, @PathVariable long merchantId) {
        List<Delivery> sent = sendTest.send(merchant(accountId, merchantId), clock.instant());
        return new TestSent(
                sent.stream().map(Delivery::id).map(DeliveryIds::format).toList());
    }

    @PostMapping("/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ReplayView replay(
            @RequestHeader("X-Account-Id") long accountId,
            @PathVariable long merchantId,
            @RequestBody ObjectNode body) {
        merchant(accountId, merchantId);
        var request = ReplayRequest.read(body, clock.instant());
        return ReplayView.of(startReplay.start(accountId, merchantId, request));
    }

    @GetMapping("/replay/{job}")
    ReplayView progress(
            @RequestHeader("X-Account-Id") long accountId, @PathVariable long merchantId, @PathVariable String job) {
        String digits = job.startsWith("rpl_") ? job.substring(4) : "";
        if (!digits.matches("[0-9]{1,18}")) {
            throw ProblemException.notFound("replay");
        }
        return store.find(accountId, merchantId, Long.parseLong(digits))
                .map(ReplayView::of)
                .orElseThrow(() -> ProblemException.notFound("replay"));
    }

    private Merchant merchant(long accountId, long merchantId) {
        return directory
                .merchant(merchantId)
                .filter(merchant -> merchant.accountId() == accountId)
                .orElseThrow(() -> ProblemException.notFound("merchant"));
    }
}
