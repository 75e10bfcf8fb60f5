package info.sopranoexch.gateway.problem;

/**
 * What is wrong with one field.
 *
 * @param field its name in the body, the query or the headers; {@code metadata.colour} for one within another
 * @param code stable, such as {@code required}, {@code wrong_type} or {@code amount_too_precise}
 * @param message one sentence for people
 */
public record FieldError(String field, String code, String message) {}
