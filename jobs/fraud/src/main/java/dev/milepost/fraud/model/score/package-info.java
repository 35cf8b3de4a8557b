/**
 * The score: from a signal vector and weights to a verdict that explains itself.
 *
 * <p>{@link dev.milepost.fraud.model.score.Scorer} is a pure function: logit(s) = b + Σ w_g (x_g − x̄_g), x_g the strongest signal of
 * a group. The contributions are the explanation. A {@link dev.milepost.fraud.model.score.Verdict} holds all that it was made of, so
 * it is made again bit for bit. {@link dev.milepost.fraud.model.score.ExpertWeights} are the weights where nobody has reviewed yet.
 */
package dev.milepost.fraud.model.score;
