package info.sopranoexch.payment.web;

/**
 * What is wrong with one field.
 *
 * @param field its name in the body or query; {@code endpoints.0.url} for one within another
 * @param code stable, such as {@code required}, {@code wrong_type} or {@code out_of_range}
 * @param message one sentence for people
 */
public record FieldError(String field, String code, String message) {}
