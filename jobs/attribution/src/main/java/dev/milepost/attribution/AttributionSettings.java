package dev.milepost.attribution;

import dev.milepost.attribution.model.AttributionRules;
import dev.milepost.programs.LongestWindow;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.fold.Rules;
import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.settings.Durations;
import dev.milepost.runtime.settings.Setting;
import dev.milepost.runtime.settings.Settings;
import java.time.Duration;
import java.util.List;

/** The settings of attribution. What a program may decide for itself is in its file. */
public final class AttributionSettings {

    public static final Setting<Duration> LOOK_BACK = Setting.duration(
            "attribution.look_back",
            Duration.ofDays(30),
            "How far back from the moment that an anonymous_id is linked to a user its earlier clicks become the user's.");

    public static final Setting<Duration> SESSION_GAP = Setting.duration(
                    "attribution.session_gap",
                    Duration.ofMinutes(30),
                    "Inactivity after which a click without session_id opens a session.")
            .atLeast(Duration.ofSeconds(1));

    public static final Setting<Duration> SESSION_MEMORY = Setting.duration(
                    "attribution.session_memory",
                    Duration.ofHours(24),
                    "How long after its last click a session_id is still the same session.")
            .atLeast(Duration.ofSeconds(1));

    public static final Setting<Integer> MAX_CLICKS_PER_DAY = Setting.integer(
                    "attribution.max_clicks_per_day",
                    500,
                    "clicks",
                    "Touches, codes, invites and clicks that a program names of one anonymous_id that count on one UTC day; a dead "
                            + "letter click_limit tells how many more there were. Bounds what a robot can make the state hold.")
            .atLeast(1);

    public static final Setting<Duration> INVITE_WINDOW = Setting.duration(
            "attribution.invite_window",
            Duration.ofDays(90),
            "How far back from a signup an invite to its address is evidence.");

    public static final Setting<Duration> ORDER_RETENTION = Setting.duration(
                    "attribution.order_retention",
                    Duration.ofDays(400),
                    "How long after its sale, or before it, a refund of an order counts, by event time. A purchase event later than "
                            + "that is a dead letter order_expired; the order and its touches are kept as long.")
            .atLeast(Duration.ofDays(31));

    public static final Setting<Duration> OWNER_WAIT = Setting.duration(
            "attribution.owner_wait",
            Duration.ofDays(400),
            "How long after the creation of a code its owner's first signup is waited for. Until then a signup after the "
                    + "referee's makes a junior advocate; a later one makes none.");

    public static final Setting<Duration> LONGEST_WINDOW = Setting.duration(
            "attribution.longest_window",
            Duration.ofDays(90),
            "The longest window and click_window that a program may have: a touch is kept as long, whatever the programs of the "
                    + "moment say, so that one that comes later finds it. Raised on a state that there is, it is exact once as much "
                    + "time has passed.");

    public static final List<Setting<?>> ALL = List.of(
            LOOK_BACK,
            SESSION_GAP,
            SESSION_MEMORY,
            MAX_CLICKS_PER_DAY,
            INVITE_WINDOW,
            ORDER_RETENTION,
            OWNER_WAIT,
            LONGEST_WINDOW);

    private AttributionSettings() {}

    /** The bound of programs' windows that these settings set, for who reads program files. */
    public static LongestWindow longestWindow(Settings settings) {
        Duration longest = settings.get(LONGEST_WINDOW);
        return new LongestWindow(longest.toMillis(), LONGEST_WINDOW.key() + " = " + Durations.spelled(longest));
    }

    /** By programs that never change. */
    public static AttributionRules rules(Settings settings, ProgramCatalog programs) {
        return rules(settings, Rules.fixed(programs));
    }

    /** A binding may be revised as long as a late event may still come. */
    static AttributionRules rules(Settings settings, Rules<ProgramCatalog> programs) {
        return new AttributionRules(
                settings.get(LOOK_BACK).toMillis(),
                settings.get(SESSION_GAP).toMillis(),
                settings.get(SESSION_MEMORY).toMillis(),
                settings.get(MAX_CLICKS_PER_DAY),
                settings.get(INVITE_WINDOW).toMillis(),
                settings.get(IngestSettings.LATENESS).toMillis(),
                settings.get(ORDER_RETENTION).toMillis(),
                settings.get(OWNER_WAIT).toMillis(),
                settings.get(LONGEST_WINDOW).toMillis(),
                programs);
    }
}
