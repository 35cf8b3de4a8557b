package dev.milepost.fraud.model.review;

import java.util.List;

/** What a decision comes to: the referrals that it changes, in the order of their ids. */
record Plan(List<String> approved, List<String> rejected) {}
