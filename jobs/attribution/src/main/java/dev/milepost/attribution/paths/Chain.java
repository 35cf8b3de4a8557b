package dev.milepost.attribution.paths;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How often each step of a path was followed by each other one; a path begins with START and ends with CONVERSION or NULL. */
final class Chain {

    static final String START = "\0start";
    static final String CONVERSION = "\0conversion";
    static final String NULL = "\0null";

    private final Map<String, Map<String, Long>> steps = new TreeMap<>();

    void add(List<String> path, String end, long times) {
        if (times == 0) {
            return;
        }
        String from = START;
        for (String channel : path) {
            add(from, channel, times);
            from = channel;
        }
        add(from, end, times);
    }

    private void add(String from, String to, long times) {
        steps.computeIfAbsent(from, state -> new TreeMap<>()).merge(to, times, Math::addExact);
    }

    /** The share of steps from one state that went to another. */
    double probability(String from, String to) {
        Map<String, Long> next = steps.getOrDefault(from, Map.of());
        long all = next.values().stream().mapToLong(Long::longValue).sum();
        return all == 0 ? 0 : (double) next.getOrDefault(to, 0L) / all;
    }
}
