@org.jspecify.annotations.NullMarked
package info.sopranoexch.observability.requests;
