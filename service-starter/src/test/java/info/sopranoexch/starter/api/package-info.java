@org.jspecify.annotations.NullMarked
package info.sopranoexch.starter.api;
