/**
 * Brings topics and schemas of a release to a cluster and its registry. Run at deploy, before the services, which then
 * need no right to create either.
 */
@NullMarked
package info.sopranoexch.schemas.deploy;

import org.jspecify.annotations.NullMarked;
