@NullMarked
package info.sopranoexch.payment.requestlog;

import org.jspecify.annotations.NullMarked;
