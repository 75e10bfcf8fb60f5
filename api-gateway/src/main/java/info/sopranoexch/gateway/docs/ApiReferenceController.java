package info.sopranoexch.gateway.docs;

import info.sopranoexch.starter.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Serves the OpenAPI document and Swagger UI, which displays it. Swagger UI loads nothing from other hosts. */
@Controller
class ApiReferenceController {
    /** Swagger UI has icons as {@code data:} URLs; its stylesheet is a file, and no script is inline. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=utf-8");
    private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=utf-8");
    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=utf-8");

    private record Asset(Resource content, MediaType type) {}

    private final OpenApiDocument document;
    private final Map<String, Asset> assets;

    ApiReferenceController(OpenApiDocument document) throws IOException {
        this.document = document;
        this.assets = Map.of(
                "swagger-ui.css", new Asset(swaggerUi("swagger-ui.css"), CSS),
                "swagger-ui-bundle.js", new Asset(swaggerUi("swagger-ui-bundle.js"), SCRIPT),
                "api-reference.css", new Asset(own("api-reference.css"), CSS),
                "api-reference.js", new Asset(own("api-reference.js"), SCRIPT));
    }

    @GetMapping("/api/v1/openapi.yaml")
    ResponseEntity<byte[]> yaml() {
        return document(document.yaml(), MediaType.APPLICATION_YAML);
    }

    @GetMapping("/api/v1/openapi.json")
    ResponseEntity<byte[]> json() {
        return document(document.json(), MediaType.APPLICATION_JSON);
    }

    @GetMapping("/docs")
    ResponseEntity<Resource> page() {
        return ResponseEntity.ok()
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .cacheControl(CacheControl.noCache())
                .contentType(HTML)
                .body(own("api-reference.html"));
    }

    @GetMapping("/docs/{asset}")
    ResponseEntity<Resource> asset(@PathVariable("asset") String name) {
        Asset asset = assets.get(name);
        if (asset == null) {
            throw ProblemException.ofStatus(404);
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)))
                .contentType(asset.type())
                .body(asset.content());
    }

    private static ResponseEntity<byte[]> document(byte[] content, MediaType type) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .contentType(type)
                .body(content);
    }

    private static Resource own(String name) {
        return new ClassPathResource(name, ApiReferenceController.class);
    }

    private static Resource swaggerUi(String name) throws IOException {
        Resource[] found = new PathMatchingResourcePatternResolver()
                .getResources("classpath*:/META-INF/resources/webjars/swagger-ui/*/" + name);
        if (found.length != 1) {
            throw new IllegalStateException("expected one " + name + " on the class path, found " + found.length);
        }
        return found[0];
    }
}
