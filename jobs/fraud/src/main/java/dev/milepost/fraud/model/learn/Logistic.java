package dev.milepost.fraud.model.learn;

/** The logistic function and its loss, by StrictMath. */
final class Logistic {

    private Logistic() {}

    static double sigma(double logit) {
        return 1 / (1 + StrictMath.exp(-logit));
    }

    /** ln(1 + e^z) − target · z: the loss of a logit against a target between 0 and 1. */
    static double loss(double logit, double target) {
        double positive = Math.max(0, logit);
        return positive + StrictMath.log1p(StrictMath.exp(-Math.abs(logit))) - target * logit;
    }
}
