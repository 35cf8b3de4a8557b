/**
 * How good a ranking is, in figures that are exact: {@link dev.milepost.fraud.model.measure.Ranking} for the area under the ROC
 * curve, average precision, true-positive rates and precision among the first, and
 * {@link dev.milepost.fraud.model.measure.Figures} for all of them together and their means.
 */
package dev.milepost.fraud.model.measure;
