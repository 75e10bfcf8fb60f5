/** Validates request fields and query parameters in the same way, with the same messages, in every service. */
@NullMarked
package info.sopranoexch.starter.validation;

import org.jspecify.annotations.NullMarked;
