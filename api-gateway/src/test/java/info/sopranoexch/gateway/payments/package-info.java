@NullMarked
package info.sopranoexch.gateway.payments;

import org.jspecify.annotations.NullMarked;
