package dev.milepost.bench.job;

/**
 * What a run took, from its submission to the end of its last commit.
 *
 * @param cpuSeconds of the whole process: tasks, garbage collection, compilation
 * @param wallSeconds by the clock
 */
public record Took(double cpuSeconds, double wallSeconds) {}
