@NullMarked
package info.sopranoexch.gateway.requestlog;

import org.jspecify.annotations.NullMarked;
