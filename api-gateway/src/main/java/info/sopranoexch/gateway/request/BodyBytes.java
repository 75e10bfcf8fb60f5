package info.sopranoexch.gateway.request;

import info.sopranoexch.gateway.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** The bytes of a body, up to a size and a time, whatever Content-Length says. */
public final class BodyBytes {
    /** From the first byte to the last. Tomcat's own limit is one for each read, so a dripping body would never end. */
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private BodyBytes() {}

    /**
     * @throws info.sopranoexch.gateway.problem.ProblemException 413 when there are more, 408 when they take too long, 415
     *     when they are compressed
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
        return Problem.of(413, "body_too_large", "The request body must be at most " + maxBytes / 1024 + " KiB.")
                .with("Connection", "close")
                .asException();
    }

    /** RFC 9110, 15.5.16 and 12.5.3. */
    private static RuntimeException compressed() {
        return Problem.of(
                        415,
                        "unsupported_content_encoding",
                        "Send the body uncompressed, without the header Content-Encoding.")
                .with("Accept-Encoding", "identity")
                .asException();
    }

    private static RuntimeException tooSlow() {
        return Problem.of(408, "request_timeout", "The request body was not received in time.")
                .with("Connection", "close")
                .asException();
    }
}
