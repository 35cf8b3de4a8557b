package dev.milepost.fraud.model.score;

import dev.milepost.fraud.model.signal.Signal;
import dev.milepost.fraud.model.signal.SignalGroup;

/**
 * c_g = w_g (x_g − x̄_g): what a group adds to the logit.
 *
 * @param signal the group's strongest; {@code null} where all are missing
 * @param strength x_g; NaN where all are missing
 * @param amount c_g in log odds; 0 where all are missing
 */
public record Contribution(SignalGroup group, Signal signal, double strength, double amount) {}
