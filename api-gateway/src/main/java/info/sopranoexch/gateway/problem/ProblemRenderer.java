package info.sopranoexch.gateway.problem;

import info.sopranoexch.starter.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes the problems of some paths in another form than JSON. */
public interface ProblemRenderer {

    /** @param rawPath the path of the request line; null if Tomcat could not parse it */
    boolean handles(@Nullable String rawPath);

    /** Sets the status, the headers and the body. The response is not committed and its buffer is empty. */
    void render(HttpServletRequest request, HttpServletResponse response, ProblemException problem) throws IOException;
}
