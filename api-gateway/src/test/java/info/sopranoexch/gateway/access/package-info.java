@NullMarked
package info.sopranoexch.gateway.access;

import org.jspecify.annotations.NullMarked;
