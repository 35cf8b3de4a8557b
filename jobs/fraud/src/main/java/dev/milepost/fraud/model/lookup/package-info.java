/**
 * Identifiers and rings as rooms that are asked: sightings and links come in, lookups are answered as of their own time, whatever the
 * order they come in.
 */
package dev.milepost.fraud.model.lookup;
