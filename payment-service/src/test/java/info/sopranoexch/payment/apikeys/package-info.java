@NullMarked
package info.sopranoexch.payment.apikeys;

import org.jspecify.annotations.NullMarked;
