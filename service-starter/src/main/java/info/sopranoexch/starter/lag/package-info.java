/** The lag of the service's consumer groups, measured at the brokers. */
@NullMarked
package info.sopranoexch.starter.lag;

import org.jspecify.annotations.NullMarked;
