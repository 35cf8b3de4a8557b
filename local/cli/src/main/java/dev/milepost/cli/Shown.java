package dev.milepost.cli;

import dev.milepost.pipeline.Generations;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.erasure.Eraser;
import dev.milepost.runtime.source.EventSpool;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the warehouse shows to those who query it, held against what a backfill has read.
 *
 * <p>A stack goes on to write while its rebuild is computed, and what it writes meanwhile comes to the rebuild from Kafka,
 * later. So the backfill answers for what was shown before it looked at its files. Of each such event {@link #mark} leaves
 * a row in the store that the rebuild writes to, of revision {@value #MARK}: the rebuild's own row of the event takes its
 * place, and no view shows it. The marks that are left are of events that the files lack.
 *
 * @param events the folder that is read
 * @param counts how many events of each stream were shown when they were marked
 */
record Shown(ClickHouseClient client, Generations.Taken generation, Path events, Map<String, Long> counts) {

    /** Below that of any generation. */
    private static final long MARK = 0;

    private static final String KEY = "stream, event_time, entity_id, event_id";

    /** Grouped, not joined: what is too large for memory goes to the server's disk. */
    private static final String LARGE = " SETTINGS max_bytes_before_external_group_by = 1000000000";

    /** Of keys, and of events of each, that are not covered yet so many are looked at: while there are more, it is not the time. */
    private static final int MANY = 1_000;

    private static final String ADVICE = " Put the files of all events into the folder, backfill into another warehouse"
            + " (--warehouse DIR), or say --replace: then what the folder lacks is no longer shown.";

    /** Events of one stream that are shown and that a rebuild lacks. */
    private record Lacking(String stream, long events, String first, String last) {

        @Override
        public String toString() {
            return "\n  " + stream + ": " + Text.count(events, "event") + " between " + first + " and " + last;
        }
    }

    /**
     * Events that may be hidden: those of an erased user.
     *
     * @param entities keys of their events, and of what the outside said of their rewards and cases
     * @param start what the keys of their referrals begin with
     * @param ids what names them within another key or event_id
     */
    record Hideable(Collection<String> entities, String start, Collection<String> ids) {

        /** A needle for each of so many at most. */
        private static final int NEEDLES = 200;

        private String condition() {
            StringBuilder others =
                    new StringBuilder(" WHERE NOT startsWith(entity_id, " + SqlTexts.quoted(start) + ")");
            for (String list :
                    SqlTexts.lists(entities.stream().map(SqlTexts::quoted).toList())) {
                others.append(" AND entity_id NOT IN (").append(list).append(')');
            }
            List<String> needles = ids.stream().map(SqlTexts::quoted).toList();
            for (int i = 0; i < needles.size(); i += NEEDLES) {
                others.append(" AND NOT multiSearchAny(entity_id || ' ' || event_id, [")
                        .append(String.join(", ", needles.subList(i, Math.min(needles.size(), i + NEEDLES))))
                        .append("])");
            }
            return others.toString();
        }
    }

    /** Marks what is shown now in the store of a generation that has written nothing yet. */
    static Shown mark(ClickHouseClient client, Generations.Taken generation, Path events) throws ClickHouseFailure {
        return mark(client, generation, events, "");
    }

    /** The same, but for what may be hidden: a mark would keep its key. */
    static Shown mark(ClickHouseClient client, Generations.Taken generation, Path events, Hideable hideable)
            throws ClickHouseFailure {
        return mark(client, generation, events, hideable.condition());
    }

    private static Shown mark(ClickHouseClient client, Generations.Taken generation, Path events, String condition)
            throws ClickHouseFailure {
        // The very same rows may have been marked before, and removed: they are no repetition.
        client.execute("INSERT INTO " + generation.store() + ".events (" + KEY + ", revision, is_deleted) SELECT " + KEY
                + ", " + MARK + ", 0 FROM milepost.events" + condition
                + " SETTINGS max_partitions_per_insert_block = 0, insert_deduplicate = 0");
        Map<String, Long> counts = new HashMap<>();
        for (Map<String, String> row :
                client.query("SELECT stream, count() AS shown FROM " + marks(generation) + " GROUP BY stream")) {
            counts.put(row.get("stream"), Long.parseLong(row.get("shown")));
        }
        return new Shown(client, generation, events, Map.copyOf(counts));
    }

    /** Cheap, and before anything is computed: a stream of which more was shown than was read cannot be whole. */
    void refuseFewer(EventSpool spool) {
        StringBuilder lacking = new StringBuilder();
        counts.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(shown -> {
            long read = spool.eventsByStream().getOrDefault(shown.getKey(), 0L);
            if (shown.getValue() > read) {
                lacking.append("\n  ")
                        .append(shown.getKey())
                        .append(": the warehouse shows ")
                        .append(Text.number(shown.getValue()))
                        .append(", the folder has ")
                        .append(Text.number(read))
                        .append(spool.afterUntil() > 0 ? " up to --until" : "");
            }
        });
        if (!lacking.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.FIGURES_DIFFER,
                    "The warehouse shows events that " + events + " lacks, and a backfill would hide them:" + lacking
                            + "\nNothing was computed, and what is shown has not changed." + ADVICE);
        }
    }

    /** Exact, before the swap: every event that was marked, and is shown still, must be in the new generation too. */
    void refuseHidden() throws ClickHouseFailure {
        refuse(hidden());
    }

    private void refuse(String hidden) {
        if (!hidden.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.FIGURES_DIFFER,
                    "The warehouse shows events that " + events + " lacks:" + hidden
                            + "\nSo what was computed is not shown, and what is shown has not changed." + ADVICE);
        }
    }

    /** The events that the swap will hide, by stream and time, a line each; empty where there are none. */
    String hidden() throws ClickHouseFailure {
        StringBuilder lines = new StringBuilder();
        lacking().forEach(lines::append);
        return lines.toString();
    }

    private List<Lacking> lacking() throws ClickHouseFailure {
        if (BackfillSummary.number(client, "SELECT count() AS n FROM " + marks(generation)) == 0) {
            return List.of();
        }
        // An event that another has taken the place of meanwhile is not shown any more: its mark says nothing.
        String left = "SELECT " + KEY + " FROM (SELECT " + KEY + ", 1 AS shown FROM milepost.events UNION ALL SELECT "
                + KEY + ", 0 AS shown FROM " + marks(generation) + ") GROUP BY " + KEY
                + " HAVING max(shown) = 1 AND min(shown) = 0";
        return client
                .query("SELECT stream, count() AS n, min(event_time) AS first, max(event_time) AS last FROM (" + left
                        + ") GROUP BY stream ORDER BY stream" + LARGE)
                .stream()
                .map(row ->
                        new Lacking(row.get("stream"), Long.parseLong(row.get("n")), row.get("first"), row.get("last")))
                .toList();
    }

    /** The rows of the events that were marked, and that the generation has no row of yet. */
    private static String marks(Generations.Taken generation) {
        return "(SELECT " + KEY + " FROM " + generation.store() + ".events FINAL WHERE revision < "
                + BackfillSummary.firstRevision(generation.number()) + ")";
    }

    /** Whether no event is shown. */
    static boolean isEmpty(ClickHouseClient client) throws ClickHouseFailure {
        return client.query("SELECT 1 AS one FROM milepost.events LIMIT 1").isEmpty();
    }

    /** Whether the generation's store knows every event that is shown: by a row of it, or by its mark. */
    static boolean isCovered(ClickHouseClient client, Generations.Taken generation) throws ClickHouseFailure {
        return BackfillSummary.number(client, "SELECT count() AS n FROM (" + notCovered(generation) + ")" + LARGE) == 0;
    }

    private static String notCovered(Generations.Taken generation) {
        return "SELECT " + KEY + ", max(user) AS user FROM (SELECT " + KEY
                + ", user_id AS user, 0 AS known FROM milepost.events UNION ALL SELECT " + KEY
                + ", '' AS user, 1 AS known FROM " + generation.store() + ".events) GROUP BY " + KEY
                + " HAVING max(known) = 0";
    }

    /** The same, of events that are not of erased users: theirs it never knows. */
    static boolean isCovered(ClickHouseClient client, Generations.Taken generation, Eraser eraser)
            throws ClickHouseFailure {
        List<Map<String, String>> rows =
                client.query("SELECT stream, entity_id, user, arrayStringConcat(groupArray(" + MANY
                        + ")(event_id), '\\n') AS ids, count() AS n FROM (" + notCovered(generation)
                        + ") GROUP BY stream, entity_id, user LIMIT " + MANY + LARGE);
        return rows.size() < MANY && rows.stream().allMatch(row -> areOfErased(row, eraser));
    }

    /** By their key or their user; else by the id of each, which is another where it names an erased user. */
    private static boolean areOfErased(Map<String, String> row, Eraser eraser) {
        return eraser.isOfErased(row.get("stream"), row.get("entity_id"), row.get("user"))
                || (Long.parseLong(row.get("n")) <= MANY
                        && row.get("ids").lines().allMatch(eraser::isNamedIn));
    }
}
