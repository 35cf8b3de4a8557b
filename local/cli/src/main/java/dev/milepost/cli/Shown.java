package dev.milepost.cli;

import dev.milepost.pipeline.Generations;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.source.EventSpool;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the warehouse shows to those who query it, held against what a backfill has read.
 *
 * @param events the folder that was read
 */
record Shown(ClickHouseClient client, Path events) {

    private static final String ADVICE = " Put the files of all events into the folder, backfill into another warehouse"
            + " (--warehouse DIR), or say --replace: then what the folder lacks is no longer shown.";

    /** Cheap, and before anything is written: a stream of which more is shown than was read cannot be whole. */
    void refuseFewer(EventSpool spool) throws ClickHouseFailure {
        StringBuilder lacking = new StringBuilder();
        for (Map<String, String> row :
                client.query("SELECT stream, count() AS shown FROM milepost.events GROUP BY stream")) {
            long read = spool.eventsByStream().getOrDefault(row.get("stream"), 0L);
            long now = Long.parseLong(row.get("shown"));
            if (now > read) {
                lacking.append("\n  ")
                        .append(row.get("stream"))
                        .append(": the warehouse shows ")
                        .append(Text.number(now))
                        .append(", the folder has ")
                        .append(Text.number(read))
                        .append(spool.afterUntil() > 0 ? " up to --until" : "");
            }
        }
        if (!lacking.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.FIGURES_DIFFER,
                    "The warehouse shows events that " + events + " lacks, and a backfill would hide them:" + lacking
                            + "\nNothing was written." + ADVICE);
        }
    }

    /** Exact, before the swap: every event that is shown must be in the new generation too. */
    void refuseHidden(Generations.Taken generation) throws ClickHouseFailure {
        StringBuilder hidden = new StringBuilder();
        for (Map<String, String> row : client.query(lacking(generation, ""))) {
            hidden.append("\n  ")
                    .append(row.get("stream"))
                    .append(": ")
                    .append(Text.count(Long.parseLong(row.get("old")), "event"))
                    .append(" between ")
                    .append(row.get("first"))
                    .append(" and ")
                    .append(row.get("last"));
        }
        if (!hidden.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.FIGURES_DIFFER,
                    "The warehouse shows events that " + events + " lacks:" + hidden
                            + "\nSo what was computed is not shown, and what is shown has not changed." + ADVICE);
        }
    }

    /** Whether every event that is shown and was received since then is in the generation too. */
    boolean isCovered(Generations.Taken generation, long sinceMillis) throws ClickHouseFailure {
        return client.query(lacking(generation, " WHERE received_at >= fromUnixTimestamp64Milli(" + sinceMillis + ")"))
                .isEmpty();
    }

    /**
     * Events that are shown and are not in a generation, by stream. Grouped, not joined: a group that is too large for
     * memory goes to the server's disk.
     *
     * @param where a condition on the events that are shown, or empty
     */
    private static String lacking(Generations.Taken generation, String where) {
        return "SELECT stream, count() AS old, min(event_time) AS first, max(event_time) AS last FROM ("
                + "SELECT stream, event_time, entity_id, event_id FROM ("
                + "SELECT stream, event_time, entity_id, event_id, 0 AS written FROM milepost.events" + where
                + " UNION ALL SELECT stream, event_time, entity_id, event_id, 1 AS written FROM "
                + generation.store() + ".events WHERE is_deleted = 0 AND revision >= "
                + BackfillSummary.firstRevision(generation.number())
                + ") GROUP BY stream, event_time, entity_id, event_id HAVING max(written) = 0"
                + ") GROUP BY stream ORDER BY stream SETTINGS max_bytes_before_external_group_by = 1000000000";
    }
}
