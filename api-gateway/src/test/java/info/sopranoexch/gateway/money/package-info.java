@NullMarked
package info.sopranoexch.gateway.money;

import org.jspecify.annotations.NullMarked;
