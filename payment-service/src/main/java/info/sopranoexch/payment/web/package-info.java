/** Internal HTTP: who may call, how bodies are read, and what a refusal looks like (RFC 9457, the gateway relays it). */
@NullMarked
package info.sopranoexch.payment.web;

import org.jspecify.annotations.NullMarked;
