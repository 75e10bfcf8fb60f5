/** Planted violations; see ArchitectureTest. */
@NullMarked
package info.sopranoexch.payment.architecture.planted.two;

import org.jspecify.annotations.NullMarked;
