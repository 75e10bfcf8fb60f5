/**
 * Strict reading and plain writing of JSON. Numbers stay text: no amount ever passes through a binary float.
 */
@NullMarked
package info.sopranoexch.gateway.json;

import org.jspecify.annotations.NullMarked;
