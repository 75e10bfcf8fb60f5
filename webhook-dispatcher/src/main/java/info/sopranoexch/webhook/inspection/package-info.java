/** Internal HTTP API that shows deliveries, attempts and endpoints to merchants and operators. */
@NullMarked
package info.sopranoexch.webhook.inspection;

import org.jspecify.annotations.NullMarked;
