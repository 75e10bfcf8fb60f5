@NullMarked
package info.sopranoexch.payment.directory;

import org.jspecify.annotations.NullMarked;
