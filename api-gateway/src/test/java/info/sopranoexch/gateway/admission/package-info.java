@NullMarked
package info.sopranoexch.gateway.admission;

import org.jspecify.annotations.NullMarked;
