package dev.milepost.experiments.model;

import java.io.Serializable;

/**
 * How experiments are read.
 *
 * @param alpha 1 − confidence of every interval
 * @param tuning N*, the units of two arms at which an interval is to be tightest
 * @param leastUnits as many outcomes each of two arms must have for their comparison to be read
 */
public record ReadingTerms(double alpha, double tuning, long leastUnits) implements Serializable {}
