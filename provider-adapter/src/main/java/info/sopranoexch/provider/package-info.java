@NullMarked
package info.sopranoexch.provider;

import org.jspecify.annotations.NullMarked;
