/** The API reference: the OpenAPI document and the page that displays it. */
@NullMarked
package info.sopranoexch.gateway.docs;

import org.jspecify.annotations.NullMarked;
