package info.sopranoexch.sandbox.fault;

import jakarta.servlet.http.HttpServletRequest;

/** How the handler of a call asks that its answer fail. What it did stays done. */
public final class Misbehaviour {
    static final String ATTRIBUTE = Misbehaviour.class.getName();

    private Misbehaviour() {}

    public static void of(HttpServletRequest request, Fault fault) {
        request.setAttribute(ATTRIBUTE, fault);
    }
}
