package info.sopranoexch.payment.architecture.planted.one;

import info.sopranoexch.localstack.infrastructure.Ports;
import info.sopranoexch.payment.architecture.planted.two.Two;

/** Planted violations: half of a cycle, and a use of another module. */
public class One {
    public static int port(Two two) {
        return two.hashCode() + Ports.free();
    }
}
