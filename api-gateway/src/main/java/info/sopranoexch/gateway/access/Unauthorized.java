package info.sopranoexch.gateway.access;

import info.sopranoexch.gateway.problem.Problem;

final class Unauthorized {
    private Unauthorized() {}

    static RuntimeException because(String code, String detail) {
        return Problem.of(401, code, detail)
                .with("WWW-Authenticate", "ApiKey realm=\"soprano\"")
                .asException();
    }
}
