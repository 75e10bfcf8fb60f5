/** Test fixtures of all services. */
package info.sopranoexch.starter.testing;
