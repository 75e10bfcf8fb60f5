@NullMarked
package info.sopranoexch.gateway.commands;

import org.jspecify.annotations.NullMarked;
