package info.sopranoexch.starter.kafka;

import info.sopranoexch.starter.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lists for operators the consumers of this instance that wait, and releases a record whose schema the registry does not know. */
@RestController
@RequestMapping("/internal/consumers/waiting")
final class WaitingConsumersController {
    private static final Logger log = LoggerFactory.getLogger(WaitingConsumersController.class);

    private final ConsumerOutages outages;
    private final RecordReader reader;

    WaitingConsumersController(ConsumerOutages outages, RecordReader reader) {
        this.outages = outages;
        this.reader = reader;
    }

    /** @param operator the name of the operator, for the log */
    record Release(String topic, int partition, long offset, String operator) {}

    @GetMapping
    Map<String, List<ConsumerOutage>> list() {
        return Map.of("data", outages.current());
    }

    @PostMapping("/release")
    ResponseEntity<RecordPosition> release(@RequestBody Release release) {
        var position = new RecordPosition(release.topic(), release.partition(), release.offset());
        boolean waits = outages.current().stream()
                .anyMatch(outage -> outage.releasable() && Objects.equals(outage.record(), position));
        if (!waits) {
            throw new ProblemException(
                    409, "not_waiting", "No consumer of this instance waits for the schema of " + position + ".");
        }
        log.warn("{} is released to its dead-letter topic by {}", position, release.operator());
        reader.release(position);
        return ResponseEntity.accepted().body(position);
    }
}
