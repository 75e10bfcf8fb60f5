/** Planted violations; see ArchitectureTest. */
@NullMarked
package info.sopranoexch.payment.architecture.planted.one;

import org.jspecify.annotations.NullMarked;
