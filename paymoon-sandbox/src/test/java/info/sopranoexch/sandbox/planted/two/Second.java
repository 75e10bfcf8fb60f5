package info.sopranoexch.sandbox.planted.two;

import info.sopranoexch.sandbox.planted.one.First;

/** Planted: the other half of the cycle. */
public class Second {
    public First first() {
        return new First();
    }
}
