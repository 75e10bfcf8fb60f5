/**
 * Bounds what the gateway works on and holds in memory at once, whatever is offered. Virtual threads are no limit: without
 * one, requests pile up until the heap is full and every client has given up.
 */
@NullMarked
package info.sopranoexch.gateway.admission;

import org.jspecify.annotations.NullMarked;
