package dev.milepost.cli;

import dev.milepost.pipeline.Generations;
import dev.milepost.runtime.archive.RefusedRecords;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.runtime.ingest.Reasons;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Dead letters of ingest that the warehouse shows and that a rebuild does not have. Those of other reasons are made of events, as
 * every other row is.
 *
 * @param lacking where the records of those were read that an archive lacks: an archive is never mended in place, so their files
 *     are gone. Empty where the folder is no archive
 * @param others how many others there are: their lines are gone, or hold another record, or are good now
 */
record HiddenLetters(Collection<Origin> lacking, long others) {

    /** What is too large for memory goes to the server's disk. */
    private static final String LARGE = " SETTINGS max_bytes_before_external_group_by = 1000000000";

    /**
     * Asks, once the rebuild is computed.
     *
     * @param folder what it read
     * @param goesOn whether what comes after the archive's end comes from Kafka
     */
    static HiddenLetters of(ClickHouseClient client, Generations.Taken generation, Path folder, boolean goesOn)
            throws ClickHouseFailure, IOException {
        Map<String, Long> next = Handover.ends(folder);
        String hidden = hidden(generation);
        boolean isArchive = !next.isEmpty();
        long others = BackfillSummary.number(
                client, "SELECT count() AS n FROM " + hidden + (isArchive ? " WHERE part < 0" : "") + LARGE);
        if (!isArchive) {
            return new HiddenLetters(List.of(), others);
        }
        List<Origin> archived = new ArrayList<>();
        for (Map<String, String> row :
                client.query("SELECT name, part, position FROM " + hidden + " WHERE part >= 0" + LARGE)) {
            Origin origin =
                    new Origin(row.get("name"), Integer.parseInt(row.get("part")), Long.parseLong(row.get("position")));
            if (!goesOn || origin.position() < next.getOrDefault(origin.name() + "-" + origin.partition(), 0L)) {
                archived.add(origin);
            }
        }
        Collection<Origin> lacking = RefusedRecords.lacking(folder, archived);
        return new HiddenLetters(lacking, others + archived.size() - lacking.size());
    }

    /** Of the same offset the record is the same; in the same line of a file there may be another. */
    private static String hidden(Generations.Taken generation) {
        String key = "dead_letter_id, if(origin_partition < 0, sipHash64(payload), 0) AS content";
        String place = "origin, origin_partition, origin_position";
        return "(SELECT any(origin) AS name, any(origin_partition) AS part, any(origin_position) AS position FROM (SELECT "
                + key + ", " + place + ", 1 AS shown FROM milepost.dead_letters WHERE reason IN ("
                + String.join(
                        ", ", Reasons.ofIngest().stream().map(SqlTexts::quoted).toList())
                + ") UNION ALL SELECT " + key + ", " + place + ", 0 AS shown FROM " + generation.store()
                + ".dead_letters) GROUP BY dead_letter_id, content HAVING min(shown) = 1)";
    }

    /** @throws CommandFailure where the archive lacks some */
    void refuse(Path events) {
        if (!lacking.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.FIGURES_DIFFER,
                    "The warehouse shows " + Text.count(lacking.size(), "dead letter") + " of records that " + events
                            + " lacks: " + places() + ". So what was computed is not shown, and what is shown has not"
                            + " changed. Put the files back (their names have -refused in them), backfill into another"
                            + " warehouse (--warehouse DIR), or say --replace: then these letters are no longer shown.");
        }
    }

    /** Says what the swap will hide; nothing where that is nothing. */
    void tell(Path events, Terminal terminal) {
        if (!lacking.isEmpty()) {
            terminal.tell("No longer shown, because " + events + " lacks their records: "
                    + Text.count(lacking.size(), "dead letter") + " (" + places() + ")");
        }
        if (others > 0) {
            terminal.tell("No longer shown: " + Text.count(others, "dead letter")
                    + " whose records are good now, or are not in " + events + " any more.");
        }
    }

    private String places() {
        return Text.some(lacking.stream().map(Origin::toString).toList());
    }
}
