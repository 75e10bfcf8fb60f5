@NullMarked
package info.sopranoexch.webhook;

import org.jspecify.annotations.NullMarked;
