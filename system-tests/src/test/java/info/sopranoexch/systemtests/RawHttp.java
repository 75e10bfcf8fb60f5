package info.sopranoexch.systemtests;

import info.sopranoexch.contract.ApiResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sends raw bytes, which HTTP clients reject, over one connection for each request. */
final class RawHttp {
    private static final int DEADLINE_MS = 20_000;

    /**
     * @param target of the request line, unchanged
     * @param headers unchanged, with repeated names
     */
    record Request(String method, String target, List<Map.Entry<String, String>> headers, byte[] body) {
        /** The path without query and path parameters. */
        String path() {
            return target.replaceFirst("\\?.*", "").replaceAll(";[^/]*", "");
        }

        @Override
        public String toString() {
            String text = new String(body, StandardCharsets.UTF_8);
            return method + " " + cut(target) + " "
                    + headers.stream().map(h -> cut(h.toString())).toList() + " " + cut(text);
        }

        private static String cut(String text) {
            return text.length() > 300 ? text.substring(0, 300) + "…" + text.length() : text;
        }
    }

    private final String host;
    private final int port;

    RawHttp(String host, int port) {
        this.host = host;
        this.port = port;
    }

    /** @return the response; status 0 if the connection ended without one */
    ApiResponse send(Request request) throws IOException {
        try (Socket socket = new Socket(host, port)) {
            socket.setSoTimeout(DEADLINE_MS);
            socket.getOutputStream().write(bytes(request));
            socket.getOutputStream().flush();
            return parse(socket.getInputStream().readAllBytes());
        }
    }

    private byte[] bytes(Request request) {
        var head = new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\nHost: " + host + ":"
                + port + "\r\nConnection: close\r\n");
        request.headers()
                .forEach(header -> head.append(header.getKey())
                        .append(": ")
                        .append(header.getValue())
                        .append("\r\n"));
        if (request.body().length > 0) {
            head.append("Content-Length: ").append(request.body().length).append("\r\n");
        }
        var all = new ByteArrayOutputStream();
        all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(request.body());
        return all.toByteArray();
    }

    private static ApiResponse parse(byte[] bytes) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = all.indexOf("\r\n\r\n");
        if (!all.startsWith("HTTP/1.1 ") || end < 0) {
            return new ApiResponse(0, Map.of(), all);
        }
        String[] lines = all.substring(0, end).split("\r\n", -1);
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.computeIfAbsent(lines[i].substring(0, colon), _ -> new ArrayList<>())
                    .add(lines[i].substring(colon + 1).strip());
        }
        String body = all.substring(end + 4);
        if (headers.containsKey("Transfer-Encoding")) {
            body = unchunked(body);
        }
        return new ApiResponse(
                Integer.parseInt(lines[0].substring(9, 12)),
                headers,
                new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    private static String unchunked(String body) {
        var all = new StringBuilder();
        for (int from = 0; ; ) {
            int line = body.indexOf("\r\n", from);
            int size = Integer.parseInt(body.substring(from, line), 16);
            if (size == 0) {
                return all.toString();
            }
            all.append(body, line + 2, line + 2 + size);
            from = line + 2 + size + 2;
        }
    }
}
