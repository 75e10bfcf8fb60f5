@NullMarked
package info.sopranoexch.observability.consumers;

import org.jspecify.annotations.NullMarked;
