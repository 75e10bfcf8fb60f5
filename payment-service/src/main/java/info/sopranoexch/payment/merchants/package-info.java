/** Merchants with their webhook endpoints, secrets and logos: the API, storage and the directory topic. */
@NullMarked
package info.sopranoexch.payment.merchants;

import org.jspecify.annotations.NullMarked;
