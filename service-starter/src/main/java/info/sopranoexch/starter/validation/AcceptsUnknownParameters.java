package info.sopranoexch.starter.validation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Exempts a handler from {@link UnknownParametersInterceptor}, which otherwise rejects what the handler does not declare. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface AcceptsUnknownParameters {
    /** The reason: unknown parameters are harmless here, or the handler rejects them itself. */
    String because();
}
