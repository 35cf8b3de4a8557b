/** Cohorts computed once more, in SQL over what happened and its credit: nothing of it is shared with what is judged by it. */
package dev.milepost.testkit.cohorts;
