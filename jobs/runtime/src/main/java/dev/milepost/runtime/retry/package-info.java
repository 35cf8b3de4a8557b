/** Asking again: how long to wait before. What may be asked again, each room decides by its own failures. */
package dev.milepost.runtime.retry;
