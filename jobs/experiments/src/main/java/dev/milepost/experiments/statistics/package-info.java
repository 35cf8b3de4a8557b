/**
 * The statistics of experiments: plain Java, from exact sums to intervals. A stream and a table go the same way.
 *
 * <pre>
 *   units ─► ArmMoments (exact sums by arm, added and removed)
 *              ├─► SampleRatio: do the arms have the units they should have? below .001 nothing else is read
 *              └─► Sample (n, mean, variance; by Cuped with less of it)
 *                    ├─► Welch: effect, standard error ──────┐
 *                    └─► RelativeLift: the same as a share ──┴─► Procedure: interval and p ─► Holm
 *                                                                 FixedHorizon, looked at once
 *                                                                 ConfidenceSequence, looked at whenever
 * </pre>
 *
 * <p>{@link dev.milepost.experiments.statistics.Readout} puts them together, and
 * {@link dev.milepost.experiments.statistics.Plan} says beforehand how many units it takes. Every class has its equation and
 * where it is from.
 *
 * <p>Conventions: an effect is treatment − control. Variances are the sample's (n − 1), for columns of 0 and 1 too; only what is
 * declared a proportion has p(1 − p). {@code GREATER} means treatment &gt; control: a lower bound at 1 − α, no upper one. What
 * cannot be said is withheld, never guessed.
 */
package dev.milepost.experiments.statistics;
