/** The id of each request, which its response, problems, log lines and spans carry. */
@NullMarked
package info.sopranoexch.gateway.requestid;

import org.jspecify.annotations.NullMarked;
