package dev.milepost.experiments.model;

import java.math.BigInteger;

/**
 * What a unit has come to once its horizon is over.
 *
 * @param covariateMinor gross of own orders and renewals in the 90 days before, in minor units of the unit's currency
 */
public record Outcome(Tally tally, BigInteger covariateMinor) {}
