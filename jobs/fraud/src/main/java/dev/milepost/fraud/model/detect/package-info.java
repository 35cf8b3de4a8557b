/**
 * Streaming anomaly detectors over rows of numbers, and their combination. They know nothing of referrals, and never see a label.
 *
 * <p>Each {@link dev.milepost.fraud.model.detect.Detector} scores a row by the rows before it, then learns it; its state is
 * bytes with a form number, and a detector that is read back goes on bit for bit. {@link
 * dev.milepost.fraud.model.detect.Detectors} are all of them over the same rows, {@link dev.milepost.fraud.model.detect.Mix}
 * combines their scores, and {@link dev.milepost.fraud.model.detect.Combination} is both: what a job keeps.
 */
package dev.milepost.fraud.model.detect;
