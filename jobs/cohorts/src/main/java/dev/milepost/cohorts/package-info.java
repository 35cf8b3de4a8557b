/** Cohorts, lifetime value and the funnel: who came when and from where, and what they were worth since. */
package dev.milepost.cohorts;
