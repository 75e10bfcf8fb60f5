/** Error responses of a service: RFC 9457 problem details with a stable {@code code}. */
@NullMarked
package info.sopranoexch.starter.problem;

import org.jspecify.annotations.NullMarked;
