/** How far behind the service's consumer groups are, as the brokers see it. */
@NullMarked
package info.sopranoexch.starter.lag;

import org.jspecify.annotations.NullMarked;
