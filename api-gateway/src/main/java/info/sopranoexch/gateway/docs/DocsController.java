package info.sopranoexch.gateway.docs;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The document and its page. No script, and nothing from elsewhere. */
@Controller
class DocsController {
    static final String STYLE = "/docs/docs.css";
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src data:; frame-ancestors 'none'; "
            + "base-uri 'none'; form-action 'none'";

    private final ApiDocument document;

    DocsController(ApiDocument document) {
        this.document = document;
    }

    @GetMapping("/api/v1/openapi.yaml")
    void yaml(HttpServletResponse response) throws IOException {
        write(document.yaml(), "application/yaml", response);
    }

    @GetMapping("/api/v1/openapi.json")
    void json(HttpServletResponse response) throws IOException {
        write(document.json(), "application/json", response);
    }

    @GetMapping("/docs")
    void page(HttpServletResponse response) throws IOException {
        response.setHeader("Content-Security-Policy", POLICY);
        write(document.page(), "text/html;charset=utf-8", response);
    }

    @GetMapping(STYLE)
    void style(HttpServletResponse response) throws IOException {
        try (InputStream in = DocsController.class.getResourceAsStream("docs.css")) {
            if (in == null) {
                throw new IllegalStateException("not in the jar: docs.css");
            }
            write(in.readAllBytes(), "text/css;charset=utf-8", response);
        }
    }

    /** May be kept, but is asked for again: it changes with a release. */
    private static void write(byte[] content, String type, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-cache");
        response.setContentType(type);
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }
}
