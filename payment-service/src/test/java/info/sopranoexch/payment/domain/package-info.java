@NullMarked
package info.sopranoexch.payment.domain;

import org.jspecify.annotations.NullMarked;
