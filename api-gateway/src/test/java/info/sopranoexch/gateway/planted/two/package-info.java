@NullMarked
package info.sopranoexch.gateway.planted.two;

import org.jspecify.annotations.NullMarked;
