package info.sopranoexch.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import info.sopranoexch.localstack.infrastructure.Ports;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the installed Prometheus as a child process. */
final class Prometheus implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final Process process;

    static boolean isInstalled() {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, "prometheus"))) {
                return true;
            }
        }
        return false;
    }

    /** @param folder of prometheus.yml and the data */
    Prometheus(Path folder) throws IOException {
        String address = "127.0.0.1:" + Ports.free();
        url = "http://" + address + "/api/v1/";
        process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=" + address)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
    }

    /** The result of an instant query. */
    List<JsonNode> query(String query) throws IOException, InterruptedException {
        return list(get("query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .path("result"));
    }

    List<JsonNode> rules() throws IOException, InterruptedException {
        var rules = new ArrayList<JsonNode>();
        get("rules").path("groups").forEach(group -> rules.addAll(list(group.path("rules"))));
        return rules;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        var response = http.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString());
        JsonNode body = JSON.readTree(response.body());
        if (!body.path("status").asText().equals("success")) {
            throw new IllegalStateException(path + ": " + response.body());
        }
        return body.path("data");
    }

    private static List<JsonNode> list(JsonNode array) {
        var nodes = new ArrayList<JsonNode>();
        array.forEach(nodes::add);
        return nodes;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        http.close();
    }
}
