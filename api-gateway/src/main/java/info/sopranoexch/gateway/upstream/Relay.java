package info.sopranoexch.gateway.upstream;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Passes a service's answer on to the caller. */
public final class Relay {
    private Relay() {}

    /**
     * Asks and answers with what came back.
     *
     * @return the service's answer, a success
     * @throws info.sopranoexch.gateway.problem.ProblemException the service's refusal, with the caller's path
     */
    public static InternalResponse relay(InternalService service, InternalRequest request, HttpServletResponse response)
            throws IOException {
        InternalResponse answer = ask(service, request);
        write(answer.status(), answer.body(), response);
        return answer;
    }

    /** Asks; a refusal is thrown as ours. */
    public static InternalResponse ask(InternalService service, InternalRequest request) {
        InternalResponse answer = service.call(request);
        if (!answer.isSuccess()) {
            throw UpstreamProblems.of(service.name(), answer).asException();
        }
        return answer;
    }

    /** Answers with JSON, or with nothing but the status when there is no body. */
    public static void write(int status, byte[] body, HttpServletResponse response) throws IOException {
        response.setStatus(status);
        if (body.length > 0) {
            response.setContentType("application/json");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }
}
