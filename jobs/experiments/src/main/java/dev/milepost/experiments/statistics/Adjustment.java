package dev.milepost.experiments.statistics;

/**
 * What a covariate has done to a comparison.
 *
 * @param theta θ, in the metric's units for one of the covariate's
 * @param meanObserved treatment's mean before
 * @param meanControlObserved control's mean before
 * @param varianceReduction 1 − (se after ÷ se before)²
 */
public record Adjustment(double theta, double meanObserved, double meanControlObserved, double varianceReduction) {}
