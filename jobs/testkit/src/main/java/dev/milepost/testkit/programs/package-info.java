/** Referral programs as plain facts, and the same programs as the YAML files that the pipeline reads. */
package dev.milepost.testkit.programs;
