package dev.milepost.dashboards;

import java.time.Duration;
import java.util.Map;

/**
 * What a person looks at: a time range, a choice of each variable, and how finely time is drawn.
 *
 * @param range the time range
 * @param choices by the variable's name
 * @param interval between two points of a series
 */
public record Selection(TimeRange range, Map<String, Choice> choices, Duration interval) {

    public Selection {
        choices = Map.copyOf(choices);
    }

    /** With Grafana's interval for a panel of so many points that are so far apart at least. */
    public static Selection of(TimeRange range, Map<String, Choice> choices, int points, Duration least) {
        Duration interval = Intervals.of(range, points);
        return new Selection(range, choices, interval.compareTo(least) < 0 ? least : interval);
    }
}
