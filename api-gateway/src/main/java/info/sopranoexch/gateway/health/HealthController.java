package info.sopranoexch.gateway.health;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The public health check, and the readiness check for load balancers. */
@RestController
class HealthController {
    private record HealthResponse(String status, Map<String, String> checks) {}

    private final GatewayHealth health;

    HealthController(GatewayHealth health) {
        this.health = health;
    }

    @GetMapping(
            path = {"/health", "/api/v1/health"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<HealthResponse> health() {
        return response(health.checks());
    }

    @GetMapping(path = "/health/ready", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<HealthResponse> readiness() {
        return response(health.readinessChecks());
    }

    private static ResponseEntity<HealthResponse> response(Map<String, Boolean> checks) {
        Map<String, String> states = new LinkedHashMap<>();
        checks.forEach((name, up) -> states.put(name, up ? "up" : "down"));
        return checks.containsValue(false)
                ? ResponseEntity.status(503).header("Retry-After", "1").body(new HealthResponse("down", states))
                : ResponseEntity.ok(new HealthResponse("ok", states));
    }
}
