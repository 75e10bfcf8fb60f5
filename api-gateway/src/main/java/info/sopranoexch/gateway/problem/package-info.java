/**
 * What a refusal looks like: RFC 9457 problem details with a stable {@code code}, whoever refuses, our code, the framework
 * or the server below it. No class name, no stack trace, no internal address ever stands in one.
 */
@NullMarked
package info.sopranoexch.gateway.problem;

import org.jspecify.annotations.NullMarked;
