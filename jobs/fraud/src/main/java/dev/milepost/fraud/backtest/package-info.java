/**
 * Verdicts held against the truth: {@link dev.milepost.fraud.backtest.Truth} reads what is known of each referral,
 * {@link dev.milepost.fraud.backtest.Judged} has beside it what the verdict said, and
 * {@link dev.milepost.fraud.backtest.BacktestFigures} says how well they agree.
 *
 * <p>A referral without a verdict ranks below all that have one: it is held, and nobody is pointed to it. Each kind of fraud is
 * ranked among all honest referrals, so a recall is that of one threshold for all. Single signals are ranked where they are
 * read, and as the lowest where they are missing; MANY_TRACES and the anomaly input are left out there, for they
 * are combinations of the others.
 */
package dev.milepost.fraud.backtest;
