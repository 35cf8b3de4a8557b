/**
 * Cohorts, lifetime value and the funnel: who came when and from where, and what they were worth since. {@link
 * dev.milepost.cohorts.CohortTopology} builds it from streams to streams.
 */
package dev.milepost.cohorts;
