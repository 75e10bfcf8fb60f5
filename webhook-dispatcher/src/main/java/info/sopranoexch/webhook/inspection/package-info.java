/** Internal HTTP: deliveries and their attempts to look at, and to send again. */
@NullMarked
package info.sopranoexch.webhook.inspection;

import org.jspecify.annotations.NullMarked;
