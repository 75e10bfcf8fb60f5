@NullMarked
package info.sopranoexch.starter.kafka;

import org.jspecify.annotations.NullMarked;
