/** What tests share: the running adapter, records in and out, a signing Paymoon. */
@NullMarked
package info.sopranoexch.provider.testing;

import org.jspecify.annotations.NullMarked;
