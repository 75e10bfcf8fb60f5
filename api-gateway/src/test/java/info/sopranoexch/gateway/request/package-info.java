@NullMarked
package info.sopranoexch.gateway.request;

import org.jspecify.annotations.NullMarked;
