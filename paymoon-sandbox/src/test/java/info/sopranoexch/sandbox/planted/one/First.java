package info.sopranoexch.sandbox.planted.one;

import info.sopranoexch.sandbox.planted.two.Second;
import info.sopranoexch.schemas.Topics;

/** Planted: a cycle, and another module's code. */
public class First {
    public Second second() {
        return new Second();
    }

    public String topic() {
        return Topics.subject("x");
    }
}
