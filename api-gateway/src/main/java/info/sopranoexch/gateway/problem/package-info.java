/**
 * Problem details (RFC 9457) for every error response, whether it comes from this code, from Spring MVC or from Tomcat. They
 * contain no class name, no stack trace and no internal address.
 */
@NullMarked
package info.sopranoexch.gateway.problem;

import org.jspecify.annotations.NullMarked;
