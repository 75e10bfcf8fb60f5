package info.sopranoexch.gateway.health;

import info.sopranoexch.gateway.json.JsonWriter;
import info.sopranoexch.gateway.upstream.Relay;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The published health check, and what a balancer asks: {@code "ok"}, or 503 with what is down. */
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
        answer(health.state(), response);
    }

    @GetMapping(path = "/health/ready", produces = MediaType.APPLICATION_JSON_VALUE)
    void ready(HttpServletResponse response) throws IOException {
        answer(health.readiness(), response);
    }

    private static void answer(Health.State state, HttpServletResponse response) throws IOException {
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
