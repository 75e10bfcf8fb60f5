/** Secrets of merchants: encryption and the hash of API keys. */
@NullMarked
package info.sopranoexch.starter.secrets;

import org.jspecify.annotations.NullMarked;
