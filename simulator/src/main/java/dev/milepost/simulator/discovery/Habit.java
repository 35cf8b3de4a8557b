package dev.milepost.simulator.discovery;

import java.util.List;
import java.util.Locale;

/** What people do, and what comes of it. */
public enum Habit {
    /** Moves nothing, and nobody would take it for a milestone. */
    PAGE_VIEW(46),
    SEARCH_PERFORMED(12),
    ITEM_OPENED(12),
    /** Three within 7 days: who exports reports has something to show. */
    REPORT_EXPORTED(4, 3, 7, 2.4, 1),
    /** Two within 3 days: who has connected something stays. */
    INTEGRATION_CONNECTED(4, 2, 3, 1, 0.5),
    /** Three within 14 days: who reaches goals stays, and tells. */
    GOAL_COMPLETED(4, 3, 14, 2, 0.6),
    CHART_VIEWED(4),
    FILTER_SAVED(4),
    FILE_UPLOADED(4),
    NOTE_WRITTEN(4),
    BOARD_VIEWED(4),
    THEME_CHANGED(4);

    private final int weight;
    private final int count;
    private final int days;
    private final double sharing;
    private final double leaving;

    Habit(int weight) {
        this(weight, 0, 0, 1, 1);
    }

    Habit(int weight, int count, int days, double sharing, double leaving) {
        this.weight = weight;
        this.count = count;
        this.days = days;
        this.sharing = sharing;
        this.leaving = leaving;
    }

    /** The name of the click. */
    public String event() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How often it is done, in proportion to the others. */
    int weight() {
        return weight;
    }

    /** Whether it moves anything. */
    public boolean isPlanted() {
        return count > 0;
    }

    /** Whether it is done as often as what is planted, and moves nothing. */
    public boolean isDecoy() {
        return !isPlanted() && weight == REPORT_EXPORTED.weight;
    }

    /** How many of a planted one it takes; 0 of any other. */
    public int count() {
        return count;
    }

    /** Within how many days since signup. */
    public int days() {
        return days;
    }

    /** What a day's chance to share is multiplied by once it takes effect. */
    public double sharing() {
        return sharing;
    }

    /** What a day's chance to leave is multiplied by once it takes effect. */
    public double leaving() {
        return leaving;
    }

    static List<Habit> all() {
        return List.of(values());
    }
}
