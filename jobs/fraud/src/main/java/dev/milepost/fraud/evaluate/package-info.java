/**
 * Detectors evaluated on labelled files, as a user would: {@link dev.milepost.fraud.evaluate.TableReader} reads a table with words
 * for what is wrong with it, {@link dev.milepost.fraud.evaluate.Evaluation} goes through it prequentially with one fixed
 * configuration, {@link dev.milepost.fraud.evaluate.Baselines} are figures of other detectors on the same rows.
 *
 * <p>No detector sees a label. The first 256 rows are learned and not scored. The layers are judged one by one, combined, and
 * combined without each; a layer that is left out teaches the direction nothing either.
 */
package dev.milepost.fraud.evaluate;
