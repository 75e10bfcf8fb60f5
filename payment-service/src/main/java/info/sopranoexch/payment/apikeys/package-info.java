/** Accounts and API keys: administration, storage and the directory topic of keys. */
@NullMarked
package info.sopranoexch.payment.apikeys;

import org.jspecify.annotations.NullMarked;
