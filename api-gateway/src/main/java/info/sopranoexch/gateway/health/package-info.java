/** Whether the service works, for anybody ({@code /health}) and for whoever runs it (readiness). */
@NullMarked
package info.sopranoexch.gateway.health;

import org.jspecify.annotations.NullMarked;
