/** The local stack: one command that starts everything a payment needs, as processes of their own. */
@NullMarked
package info.sopranoexch.localstack;

import org.jspecify.annotations.NullMarked;
