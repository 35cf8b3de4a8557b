package dev.milepost.cli;

import dev.milepost.cli.DryRunSection.Measure;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.dryrun.SavedDryRun;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.source.EventSpool;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The figures of a dry run as tables.
 *
 * @param runs one, or two: then each figure has three lines, those of the runs and their difference
 * @param outcomes of two runs; else null
 */
record DryRunReport(Terminal terminal, List<Run> runs, DryRunOutcomes outcomes) {

    private static final int MOST_KINDS = 20;

    /**
     * What came of one run.
     *
     * @param programs as they held
     * @param figures by program
     * @param deadLetters by reason, those of every stage
     * @param elsewhere how many referrals were bound by codes of other programs, by program
     */
    record Run(
            DryRun.Side side,
            ProgramCatalog programs,
            Map<String, DryRunFigures> figures,
            Map<String, Long> deadLetters,
            Map<String, Long> elsewhere) {

        static Run of(DryRun.Side side, ProgramCatalog programs, ClickHouseClient client, EventSpool spool)
                throws ClickHouseFailure {
            Map<String, ProgramVersion> last = new LinkedHashMap<>();
            programs.versions().forEach(version -> last.put(version.program(), version));
            Map<String, DryRunFigures> figures = new LinkedHashMap<>();
            for (ProgramVersion version : last.values()) {
                figures.put(
                        version.program(),
                        DryRunFigures.of(client, version, Instant.ofEpochMilli(spool.horizonMillis())));
            }
            Map<String, Long> deadLetters = new TreeMap<>();
            client.query("SELECT reason, count() AS n FROM milepost.dead_letters GROUP BY reason")
                    .forEach(row -> deadLetters.put(row.get("reason"), Long.valueOf(row.get("n"))));
            Map<String, Long> elsewhere = new TreeMap<>();
            client.query("SELECT program_id, uniqExact(referral_id) AS n FROM milepost.bindings WHERE status = 'bound'"
                            + " GROUP BY program_id")
                    .forEach(row -> elsewhere.put(row.get("program_id"), Long.valueOf(row.get("n"))));
            elsewhere.keySet().removeAll(figures.keySet());
            return new Run(side, programs, figures, deadLetters, elsewhere);
        }
    }

    /** The programs of the first run, which are those of the second. */
    private Set<String> programs() {
        return runs.get(0).figures().keySet();
    }

    void print() throws ClickHouseFailure {
        for (String program : programs()) {
            for (DryRunTable table : tables(program)) {
                terminal.say("");
                table.print(terminal);
            }
        }
        if (outcomes != null) {
            terminal.say("");
            people();
        }
    }

    /** A program's figures, section by section. */
    private List<DryRunTable> tables(String program) {
        return DryRunSection.ALL.stream()
                .map(section -> table(program, section))
                .toList();
    }

    private DryRunTable table(String program, DryRunSection section) {
        DryRunFigures own = runs.get(0).figures().get(program);
        DryRunFigures other = runs.size() > 1 ? runs.get(1).figures().get(program) : null;
        List<String> headings = new ArrayList<>(section.keys());
        if (other != null) {
            headings.add("run");
        }
        section.measures().forEach(measure -> headings.add(measure.title));
        List<Object[]> rows = new ArrayList<>();
        for (List<String> key : DryRunFigures.keys(section, own, other)) {
            if (other == null) {
                rows.add(line(section, key, null, own, null));
            } else {
                rows.add(line(section, key, runs.get(0).side().name(), own, null));
                rows.add(line(section, key, runs.get(1).side().name(), other, null));
                rows.add(line(section, key, "difference", own, other));
            }
        }
        return new DryRunTable((programs().size() > 1 ? program + ": " : "") + section.title(), headings, rows);
    }

    /** What is kept of each program for whoever looks at it in the console. */
    List<SavedDryRun> saved(Instant madeAt, List<String> notes) {
        Map<String, Integer> versions = new LinkedHashMap<>();
        runs.get(0).programs().versions().forEach(version -> versions.put(version.program(), version.version()));
        return programs().stream()
                .map(program -> new SavedDryRun(
                        program,
                        versions.get(program),
                        madeAt.toString(),
                        notes,
                        tables(program).stream().map(DryRunTable::saved).toList()))
                .toList();
    }

    /** The cells of a line. The key stands in the first of three alone. */
    private Object[] line(
            DryRunSection section, List<String> key, String run, DryRunFigures figures, DryRunFigures less) {
        List<Object> cells = new ArrayList<>();
        boolean first = run == null || run.equals(runs.get(0).side().name());
        key.forEach(text -> cells.add(first ? Text.orDash(text) : ""));
        if (run != null) {
            cells.add(run);
        }
        for (int i = 0; i < section.measures().size(); i++) {
            Measure measure = section.measures().get(i);
            BigInteger value = figures.at(section, key, i);
            BigInteger difference = less == null ? value : value.subtract(less.at(section, key, i));
            String text = section.text(measure, key, difference);
            cells.add(new Table.Figure(less != null && difference.signum() > 0 ? "+" + text : text));
        }
        return cells.toArray();
    }

    private void people() throws ClickHouseFailure {
        List<Map<String, String>> kinds = outcomes.kinds(MOST_KINDS);
        if (kinds.isEmpty()) {
            terminal.say("People whose outcome differs: none.");
            return;
        }
        terminal.say("People whose outcome differs: "
                + Text.number(Long.parseLong(kinds.get(0).get("all_people"))));
        Table table = new Table(
                "of", "name", runs.get(0).side().name(), runs.get(1).side().name(), "people");
        for (Map<String, String> kind : kinds) {
            String name = (programs().size() > 1 ? kind.get("program") + ": " : "") + kind.get("name");
            table.row(
                    kind.get("of"),
                    name,
                    kind.get("outcome"),
                    kind.get("outcome_against"),
                    Long.parseLong(kind.get("people")));
        }
        table.print(terminal);
        long more = Long.parseLong(kinds.get(0).get("kinds")) - kinds.size();
        if (more > 0) {
            terminal.say("… and " + Text.count(more, "kind") + " of difference more: --csv DIR lists everybody.");
        }
    }
}
