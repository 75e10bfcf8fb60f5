package info.sopranoexch.gateway.health;

import info.sopranoexch.gateway.json.JsonWriter;
import info.sopranoexch.gateway.upstream.Relay;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The published health check: {@code "ok"}, or 503 with what is down. */
@Controller
class HealthController {
    private final Health health;

    HealthController(Health health) {
        this.health = health;
    }

    @GetMapping(
            path = {"/health", "/api/v1/health"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    void health(HttpServletResponse response) throws IOException {
        Health.State state = health.state();
        byte[] body = JsonWriter.object(json -> json.string("status", state.isUp() ? "ok" : "down")
                .object(
                        "checks",
                        checks -> state.parts().forEach((name, up) -> checks.string(name, up ? "up" : "down"))));
        if (!state.isUp()) {
            response.setHeader("Retry-After", "1");
        }
        Relay.write(state.isUp() ? 200 : 503, body, response);
    }
}
