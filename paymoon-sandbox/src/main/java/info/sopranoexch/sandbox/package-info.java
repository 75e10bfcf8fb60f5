@NullMarked
package info.sopranoexch.sandbox;

import org.jspecify.annotations.NullMarked;
