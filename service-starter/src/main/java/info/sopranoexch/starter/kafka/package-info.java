/**
 * Reading of records by batch listeners: which failures a record is to blame for, dead-lettering, and waiting while a
 * dependency is out of service.
 */
@NullMarked
package info.sopranoexch.starter.kafka;

import org.jspecify.annotations.NullMarked;
