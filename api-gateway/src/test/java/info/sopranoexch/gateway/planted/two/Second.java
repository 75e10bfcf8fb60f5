package info.sopranoexch.gateway.planted.two;

import info.sopranoexch.gateway.planted.one.First;

/** The other class of a cycle. */
public final class Second {
    public First other() {
        return new First();
    }
}
