/** Reads and validates request bodies, query parameters and ids in paths. */
@NullMarked
package info.sopranoexch.gateway.request;

import org.jspecify.annotations.NullMarked;
