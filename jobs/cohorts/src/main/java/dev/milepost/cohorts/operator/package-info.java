/** What remembers for the models of cohorts, in Flink's keyed state, and tells what they find. */
package dev.milepost.cohorts.operator;
