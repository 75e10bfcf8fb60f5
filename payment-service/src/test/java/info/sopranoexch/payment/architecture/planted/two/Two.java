package info.sopranoexch.payment.architecture.planted.two;

import info.sopranoexch.payment.architecture.planted.one.One;

/** Planted violation: the other half of a cycle. */
public record Two(One one) {}
