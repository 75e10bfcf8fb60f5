/**
 * Contracts between the services: topic names and keys, the schema of each topic, the CloudEvents headers, and the format
 * of dead letters. Source: docs/contract.md, section 4.
 */
@NullMarked
package info.sopranoexch.schemas;

import org.jspecify.annotations.NullMarked;
