/** Keeps every released schema under {@code schemas/released/<topic>/}, for the compatibility checks of the build. */
@NullMarked
package info.sopranoexch.schemas.release;

import org.jspecify.annotations.NullMarked;
