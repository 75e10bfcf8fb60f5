package info.sopranoexch.sdk;

/** Why a payment is held for review, or why its paid amount differs from its amount. */
public record Issue(String code, String message) {}
