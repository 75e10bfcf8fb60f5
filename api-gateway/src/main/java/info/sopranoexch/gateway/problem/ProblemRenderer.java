package info.sopranoexch.gateway.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes problems in another form than JSON for some paths. */
public interface ProblemRenderer {

    /** @param rawPath the path as it stands in the request line; null if Tomcat could not read it */
    boolean handles(@Nullable String rawPath);

    /** Sets the status, the headers and the body. The response is not committed and its buffer is empty. */
    void render(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException;
}
