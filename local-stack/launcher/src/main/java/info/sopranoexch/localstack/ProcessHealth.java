package info.sopranoexch.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import info.sopranoexch.cli.ErrorText;
import info.sopranoexch.localstack.infrastructure.LocalHttpGet;
import info.sopranoexch.localstack.infrastructure.Ports;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The health of a process.
 *
 * @param text {@code up}, or the component that is down with its reason
 */
record ProcessHealth(boolean isUp, String text) {
    private static final ProcessHealth UP = new ProcessHealth(true, "up");

    /** Calls the health endpoint of a service, or connects to a server. */
    static ProcessHealth of(RunningStack stack, String process) {
        Optional<String> url = stack.find(RunningStack.HEALTH + process);
        try {
            if (url.isPresent()) {
                return parse(LocalHttpGet.body(url.get()));
            }
            Ports.connect(Integer.parseInt(stack.get(RunningStack.PORT + process)));
            return UP;
        } catch (IOException e) {
            return new ProcessHealth(false, "runs, but does not respond: " + ErrorText.of(e));
        }
    }

    /** Parses the response of Spring Boot's health endpoint. */
    static ProcessHealth parse(String json) throws IOException {
        JsonNode health = new JsonMapper().readTree(json);
        if (health.path("status").asText().equals("UP")) {
            return UP;
        }
        List<String> reasons = new ArrayList<>();
        health.path("components").properties().forEach(component -> {
            if (!component.getValue().path("status").asText().equals("UP")) {
                reasons.add(component.getKey() + reason(component.getValue().path("details")));
            }
        });
        return new ProcessHealth(
                false, "down: " + (reasons.isEmpty() ? "no reason is given" : String.join(", ", reasons)));
    }

    private static String reason(JsonNode details) {
        String text = details.has("reason") || details.has("error")
                ? details.path("reason").asText(details.path("error").asText())
                : details.isEmpty() ? "" : details.toString();
        return text.isBlank() ? "" : " (" + ErrorText.withoutClassNames(text) + ")";
    }
}
