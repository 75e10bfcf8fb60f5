@NullMarked
package info.sopranoexch.payment;

import org.jspecify.annotations.NullMarked;
