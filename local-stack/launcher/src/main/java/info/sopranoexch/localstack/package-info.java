/** The local stack: starts the servers and services as local processes. */
@NullMarked
package info.sopranoexch.localstack;

import org.jspecify.annotations.NullMarked;
