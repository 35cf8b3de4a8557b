package dev.milepost.fraud.model.score;

/**
 * What a verdict was made by.
 *
 * @param model the form of the score: groups, sum, calibration, overrides
 * @param rules the formulas of the signals
 * @param weights {@link Weights#version()}
 */
public record Versions(int model, int rules, int weights) {

    /** Raised with every change that makes another score of the same vector and weights. */
    public static final int MODEL = 1;

    /** Raised with every change that makes another vector of the same events. */
    public static final int RULES = 2;
}
