/**
 * Fraud detection. So far its generic half, which knows tables of numbers and nothing of referrals: detectors
 * ({@link dev.milepost.fraud.model.detect}), measures ({@link dev.milepost.fraud.model.measure}), and their evaluation on labelled
 * files ({@link dev.milepost.fraud.evaluate}).
 */
package dev.milepost.fraud;
