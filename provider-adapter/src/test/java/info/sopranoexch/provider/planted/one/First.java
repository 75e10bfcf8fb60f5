package info.sopranoexch.provider.planted.one;

import info.sopranoexch.provider.planted.two.Second;

/** Violations: a cycle, and a name of Paymoon's API. */
public class First {
    static final String WORD = "external_id";

    public Second second() {
        return new Second();
    }
}
