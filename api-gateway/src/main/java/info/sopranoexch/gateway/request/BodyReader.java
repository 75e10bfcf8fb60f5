package info.sopranoexch.gateway.request;

import info.sopranoexch.starter.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Reads the body of a request up to a maximum size, within a deadline. */
public final class BodyReader {
    /** From the first byte to the last. Tomcat limits only the time of each read, so a slow body could last forever. */
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private BodyReader() {}

    /**
     * @throws info.sopranoexch.starter.problem.ProblemException 413 for a larger body, 408 after the deadline, 415 for a
     *     compressed body
     */
    public static byte[] read(HttpServletRequest request, int maxBytes) throws IOException {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            throw compressed();
        }
        long announced = request.getContentLengthLong();
        if (announced > maxBytes) {
            throw tooLarge(maxBytes);
        }
        long end = System.nanoTime() + DEADLINE.toNanos();
        var bytes = new ByteArrayOutputStream(announced > 0 ? (int) announced : 1024);
        byte[] chunk = new byte[announced > 0 ? Math.min((int) announced + 1, 8192) : 8192];
        InputStream in = request.getInputStream();
        try {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                bytes.write(chunk, 0, count);
                if (bytes.size() > maxBytes) {
                    throw tooLarge(maxBytes);
                }
                if (System.nanoTime() > end) {
                    throw tooSlow();
                }
            }
        } catch (java.net.SocketTimeoutException e) {
            throw tooSlow();
        }
        return bytes.toByteArray();
    }

    private static RuntimeException tooLarge(int maxBytes) {
        return new ProblemException(
                        413, "body_too_large", "The request body must be at most " + maxBytes / 1024 + " KiB.")
                .withHeader("Connection", "close");
    }

    /** RFC 9110, 15.5.16 and 12.5.3. */
    private static RuntimeException compressed() {
        return new ProblemException(
                        415,
                        "unsupported_content_encoding",
                        "Send the body uncompressed, without the header Content-Encoding.")
                .withHeader("Accept-Encoding", "identity");
    }

    private static RuntimeException tooSlow() {
        return new ProblemException(408, "request_timeout", "The request body was not received in time.")
                .withHeader("Connection", "close");
    }
}
