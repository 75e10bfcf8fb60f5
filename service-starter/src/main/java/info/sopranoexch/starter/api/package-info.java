/** The JSON of the merchant API's resources, defined once for all services that send them. */
@NullMarked
package info.sopranoexch.starter.api;

import org.jspecify.annotations.NullMarked;
