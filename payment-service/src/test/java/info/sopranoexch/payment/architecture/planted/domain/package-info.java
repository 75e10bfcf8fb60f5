/** Planted violations; see ArchitectureTest. */
@NullMarked
package info.sopranoexch.payment.architecture.planted.domain;

import org.jspecify.annotations.NullMarked;
