@NullMarked
package info.sopranoexch.gateway.planted.one;

import org.jspecify.annotations.NullMarked;
