package dev.milepost.experiments.discovery;

/**
 * What may be a milestone: so many of an event within so many days since signup.
 *
 * @param event its name
 * @param count how many, at least
 * @param days within {@code [signup, signup + days)}
 */
public record Candidate(String event, int count, int days) {}
