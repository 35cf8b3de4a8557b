package dev.milepost.cli;

import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramText;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The versions of programs that a warehouse was computed by, for whoever computes it again and means to change something else. Those
 * that were applied are in the record, and come by themselves; those that a job was started with are given to each run.
 */
final class ProgramsInForce {

    private static final int MOST_NAMED = 6;

    private static final String VERSIONS =
            "SELECT concat(program_id, '@', toString(version)) AS label, text, event_id FROM milepost.programs ORDER BY label";

    /** Texts by label. */
    private final Map<String, String> all = new TreeMap<>();

    /** Those of them that no event has applied. */
    private final List<String> started = new ArrayList<>();

    private ProgramsInForce() {}

    static ProgramsInForce of(ClickHouseClient warehouse) throws ClickHouseFailure {
        ProgramsInForce found = new ProgramsInForce();
        for (Map<String, String> row : warehouse.query(VERSIONS)) {
            found.all.put(row.get("label"), row.get("text"));
            if (row.get("event_id").isEmpty()) {
                found.started.add(row.get("label"));
            }
        }
        return found;
    }

    /**
     * In what a run with these programs would go by others, in words; nothing where it would not.
     *
     * @param given what the run is started with
     */
    List<String> changes(ProgramCatalog given) {
        Map<String, String> texts = new TreeMap<>();
        for (ProgramText text : given.texts()) {
            texts.put(text.label(), text.text());
        }
        List<String> changes = new ArrayList<>();
        add(
                changes,
                " would come into force",
                texts.keySet().stream().filter(label -> !all.containsKey(label)).toList());
        add(
                changes,
                " would be in force no more",
                started.stream().filter(label -> !texts.containsKey(label)).toList());
        add(
                changes,
                " would say something else",
                texts.entrySet().stream()
                        .filter(text -> all.containsKey(text.getKey())
                                && !all.get(text.getKey()).equals(text.getValue()))
                        .map(Map.Entry::getKey)
                        .toList());
        return changes;
    }

    private static void add(List<String> changes, String what, List<String> labels) {
        if (labels.isEmpty()) {
            return;
        }
        int more = labels.size() - MOST_NAMED;
        changes.add(String.join(", ", labels.subList(0, Math.min(labels.size(), MOST_NAMED)))
                + (more > 0 ? " and " + Text.number(more) + " more" : "")
                + what);
    }
}
