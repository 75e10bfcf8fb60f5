/**
 * The API's description for those who call it: {@code docs/openapi.yaml}, written by hand, as it is, as JSON, and as a
 * page. What the code does is held against it by tests.
 */
@NullMarked
package info.sopranoexch.gateway.docs;

import org.jspecify.annotations.NullMarked;
