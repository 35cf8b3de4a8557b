package dev.milepost.experiments.discovery;

import java.util.List;

/**
 * What was found.
 *
 * @param outcome that was asked about
 * @param alpha how often chance alone may find anything
 * @param signups users that were read
 * @param users those of them whose outcome is known of some window, and who had not had it by its end
 * @param had those of them who have it after some window
 * @param judged candidates of which there are enough users
 * @param findings the best candidate of each event, greatest lower bound of the difference first
 * @param tooFew events none of whose candidates has enough users, by name
 */
public record Discoveries(
        Outcome outcome,
        double alpha,
        long signups,
        long users,
        long had,
        int judged,
        List<Finding> findings,
        List<String> tooFew) {}
