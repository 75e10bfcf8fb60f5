/** The JSON of the merchant API's resources and the form of their ids, defined once for all services. */
@NullMarked
package info.sopranoexch.starter.api;

import org.jspecify.annotations.NullMarked;
