package dev.milepost.experiments.model;

import java.util.Map;

/**
 * A user in an arm, and what they add to its sums.
 *
 * @param currency of the amounts; empty: none are counted
 * @param shares of each arm and the holdout in the file, in millionths
 * @param referees who signed up within the horizon, whether it is over or not
 * @param outcome null until the horizon is over
 */
public record Unit(String arm, String currency, Map<String, Long> shares, long referees, Outcome outcome) {

    public Unit {
        shares = Map.copyOf(shares);
    }
}
