package dev.milepost.cli;

import dev.milepost.experiments.discovery.Discoveries;
import dev.milepost.experiments.discovery.Discovery;
import dev.milepost.experiments.discovery.Grid;
import dev.milepost.experiments.discovery.Outcome;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Looks for milestones in a warehouse. */
final class Discover {

    /** As many names as a person reads, and a heap holds the strata of. */
    private static final int MOST_EVENTS = 100;

    private static final long MILLIS_PER_DAY = 86_400_000;

    private static final String KNOWN = """
            SELECT
                countIf(stream = 'signups') AS signups,
                toUnixTimestamp64Milli(minIf(event_time, stream = 'signups')) AS first,
                toUnixTimestamp64Milli(max(event_time)) AS last,
                (SELECT if(count() = 0, NULL, toUnixTimestamp64Milli(min(watermark))) FROM milepost.progress
                    WHERE stage = 'warehouse') AS complete
            FROM milepost.events
            WHERE stream IN ('clickstream', 'signups', 'purchases')""";

    private final Warehouse warehouse;
    private final Outcome outcome;
    private final double alpha;

    Discover(Warehouse warehouse, Outcome outcome, double alpha) {
        this.warehouse = warehouse;
        this.outcome = outcome;
        this.alpha = alpha;
    }

    /**
     * What was found.
     *
     * @param untilMillis up to when events are known
     * @param notAsked events that are not among those judged, because others have more users
     */
    record Answer(Discoveries found, long untilMillis, List<String> notAsked) {}

    /**
     * Looks.
     *
     * @param wished names of events; empty: all that may be milestones
     * @throws CommandFailure where nothing can be found: what is missing, and what to do
     */
    Answer run(List<String> wished) throws ClickHouseFailure {
        long until = until();
        List<String> events = events(wished);
        List<String> asked = events.subList(0, Math.min(MOST_EVENTS, events.size()));
        Discovery discovery = new Discovery(outcome, asked);
        try (ClickHouseClient patient = warehouse.patient()) {
            DiscoverUsers.each(patient, asked, until, discovery::add);
        }
        Discoveries found = discovery.found(alpha);
        check(found);
        return new Answer(found, until, events.subList(asked.size(), events.size()));
    }

    /** The time up to which all is known. */
    private long until() throws ClickHouseFailure {
        Map<String, String> known = warehouse.client().query(KNOWN).get(0);
        if (known.get("signups").equals("0")) {
            throw refused("shows no signups, and a milestone is counted from the signup. Backfill or send files of the"
                    + " stream signups.");
        }
        String complete = known.get("complete");
        long until = Long.parseLong(complete == null ? known.get("last") : complete);
        long first = Long.parseLong(known.get("first"));
        int least = Grid.DAYS.get(0) + outcome.untilDay();
        if (until - first < least * MILLIS_PER_DAY) {
            throw refused("is too young for " + outcome.text() + ": that of a milestone within a day is known "
                    + Text.count(least, "day") + " after the signup, the first signup is of "
                    + Instant.ofEpochMilli(first) + ", and events are complete up to " + Instant.ofEpochMilli(until)
                    + ". Wait, or backfill older events"
                    + (outcome == Outcome.RETAINED_90D
                            ? ", or ask for referral_shared, which is known earlier."
                            : "."));
        }
        return until;
    }

    private List<String> events(List<String> wished) throws ClickHouseFailure {
        List<String> names = DiscoverUsers.names(warehouse.client());
        List<String> candidates = DiscoverUsers.candidates(names);
        if (wished.isEmpty()) {
            if (candidates.isEmpty()) {
                throw refused("shows no events of a product, only " + String.join(", ", names)
                        + ". Send what users do as clicks with names of their own.");
            }
            return candidates;
        }
        for (String name : wished) {
            if (!names.contains(name)) {
                throw refused("shows no event " + name + ". --events takes names such as "
                        + Text.some(candidates.isEmpty() ? names : candidates) + ".");
            }
        }
        return new ArrayList<>(new LinkedHashSet<>(wished));
    }

    private void check(Discoveries found) {
        if (found.had() == 0) {
            throw refused("shows nobody whom " + outcome.text() + " followed, of "
                    + Text.count(found.users(), "user") + " of whom it is known. "
                    + (outcome == Outcome.REFERRAL_SHARED
                            ? "Send each share as a click referral_shared, with its user_id."
                            : "Send what users do later on, or wait for it."));
        }
        if (found.judged() == 0) {
            throw refused("has too few users: " + outcome.text() + " followed for " + found.had() + " of "
                    + Text.count(found.users(), "user")
                    + " of whom it is known, and of no event are there enough who are"
                    + " alike, some with it and some without, to compare. Wait for more.");
        }
    }

    private CommandFailure refused(String why) {
        return new CommandFailure(ExitCode.REFUSED_INPUT, "The warehouse in " + warehouse.name() + " " + why);
    }
}
