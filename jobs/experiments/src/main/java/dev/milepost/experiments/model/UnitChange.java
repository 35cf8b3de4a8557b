package dev.milepost.experiments.model;

/**
 * A unit of an experiment is new, or another.
 *
 * @param before what it added to the sums until now; null: nothing
 * @param after what it adds from now on; null: nothing
 */
public record UnitChange(String experimentId, Unit before, Unit after) {}
