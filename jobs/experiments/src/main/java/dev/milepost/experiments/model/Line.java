package dev.milepost.experiments.model;

import java.util.Comparator;

/**
 * An arm on a metric.
 *
 * @param currency ISO 4217 of money; else empty
 */
public record Line(String arm, Metric metric, String currency) implements Comparable<Line> {

    private static final Comparator<Line> ORDER =
            Comparator.comparing(Line::arm).thenComparing(Line::metric).thenComparing(Line::currency);

    @Override
    public int compareTo(Line other) {
        return ORDER.compare(this, other);
    }
}
