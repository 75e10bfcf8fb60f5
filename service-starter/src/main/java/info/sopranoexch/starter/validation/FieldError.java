package info.sopranoexch.starter.validation;

/**
 * An error of one field, query parameter or header.
 *
 * @param field its name; {@code metadata.colour} or {@code endpoints.0.url} for a nested field
 * @param code stable, such as {@code required}, {@code wrong_type} or {@code amount_too_precise}
 * @param message one sentence for people that names the field
 */
public record FieldError(String field, String code, String message) {}
