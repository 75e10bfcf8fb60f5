package info.sopranoexch.sdk;

import java.io.Serializable;

/** An invalid field, parameter or header of the request. */
public record FieldError(String field, String code, String message) implements Serializable {}
