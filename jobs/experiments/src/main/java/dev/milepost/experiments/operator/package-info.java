/** What remembers for the models of experiments, in Flink's keyed state, and tells what they find. */
package dev.milepost.experiments.operator;
