package info.sopranoexch.provider.planted.two;

import info.sopranoexch.provider.planted.one.First;

/** Violation: the other half of the cycle. */
public class Second {
    public First first() {
        return new First();
    }
}
