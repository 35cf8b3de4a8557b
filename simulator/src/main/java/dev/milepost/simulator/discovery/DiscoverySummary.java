package dev.milepost.simulator.discovery;

import java.util.Map;

/**
 * What a world has in it: {@code truth/summary.json}.
 *
 * @param users people
 * @param sharers those of them who share at least once
 * @param lines of the stream files, repeated and late ones among them
 */
public record DiscoverySummary(long users, long sharers, Map<String, Long> lines) {}
