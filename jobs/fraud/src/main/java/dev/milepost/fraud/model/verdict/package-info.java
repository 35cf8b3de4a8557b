/** The verdicts of each referral: signals become a score by the weights of their time, and what is new is told. */
package dev.milepost.fraud.model.verdict;
