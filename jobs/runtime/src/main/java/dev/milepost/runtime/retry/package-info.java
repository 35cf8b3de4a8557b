/** Asking again: how long to wait before, and what is told meanwhile. What may be asked again, each room decides. */
package dev.milepost.runtime.retry;
