/**
 * Any table of units read as an experiment: {@link dev.milepost.experiments.analyze.ExperimentTable} reads a CSV file with words for
 * what is wrong with it, and hands exact sums by arm to the statistics, as a stream does.
 */
package dev.milepost.experiments.analyze;
