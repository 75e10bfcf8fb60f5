@NullMarked
package info.sopranoexch.gateway;

import org.jspecify.annotations.NullMarked;
