/**
 * What the services agree on: topic names and keys, which record schema a topic carries, the CloudEvents attributes in
 * the headers, and how a record is set aside. Source: CONTRACT, section 4.
 */
@NullMarked
package info.sopranoexch.schemas;

import org.jspecify.annotations.NullMarked;
