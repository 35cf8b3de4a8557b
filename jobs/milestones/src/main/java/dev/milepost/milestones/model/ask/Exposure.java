package dev.milepost.milestones.model.ask;

/**
 * The first ask that put a user in an arm of an experiment; told once, and never taken back: intention to treat.
 *
 * @param terms what the version that decided says of the experiment
 */
public record Exposure(
        String user,
        String experiment,
        String arm,
        String program,
        String ask,
        String askId,
        long exposedAtMillis,
        boolean late,
        ExposureTerms terms) {}
