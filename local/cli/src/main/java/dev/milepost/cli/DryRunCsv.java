package dev.milepost.cli;

import dev.milepost.cli.DryRunSection.Measure;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The results of a dry run as CSV files (RFC 4180, UTF-8, a line of names first). Times are UTC, amounts in units of their
 * currency.
 */
final class DryRunCsv {

    private static final String FORMAT = "CSVWithNames";
    private static final String AGAINST = "-against";

    /** What is null is an empty cell. */
    private static final String NULLS = " SETTINGS format_csv_null_representation = ''";

    private static final Map<String, String> ROWS = rows();

    private final Path folder;
    private final List<String> written = new ArrayList<>();

    private DryRunCsv(Path folder) {
        this.folder = folder;
    }

    private static Map<String, String> rows() {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("people", """
                SELECT user_id AS user, program_id AS program, milestone_id AS ask, occurrence, decision, reason,
                    experiment_id AS experiment, arm, milestone_time, decided_at, send_at, channel, template,
                    arrayStringConcat(arrayMap((guard, seen) -> concat(guard, ' ', seen),
                        mapKeys(guard_values), mapValues(guard_values)), ', ') AS guards_saw, version, ask_id
                FROM milepost.asks WHERE program_id IN ($PROGRAMS) ORDER BY user, program, milestone_time, ask_id, decided_at""");
        rows.put("milestones", """
                SELECT subject_id AS subject, subject_kind, program_id AS program, milestone_id AS milestone, occurrence,
                    user_id AS user, reached_at, version
                FROM milepost.milestones WHERE program_id IN ($PROGRAMS)
                ORDER BY subject, program, reached_at, milestone, occurrence""");
        rows.put("rewards", """
                SELECT beneficiary_id AS beneficiary, side, program_id AS program, rule_id AS reward, subject_kind,
                    subject_id AS subject, occurrence, advocate_id AS advocate, kind, state, reason, $AMOUNT AS amount,
                    $OWED AS owed, currency, earned_at, hold_until, expires_at, updated_at, version, reward_id
                FROM milepost.rewards WHERE program_id IN ($PROGRAMS)
                ORDER BY beneficiary, program, earned_at, reward_id""");
        return rows;
    }

    /** Writes into a folder, which is made; files of an earlier dry run are replaced. */
    static DryRunCsv into(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT, folder + " is no folder: --csv takes one to write the files into.");
        }
        Files.createDirectories(folder);
        return new DryRunCsv(folder);
    }

    /** The names of the files. */
    List<String> written() {
        return List.copyOf(written);
    }

    /** Every decision, milestone and reward that the views show; of the second run into files of other names. */
    void writeRows(ClickHouseClient client, Collection<String> programs, boolean first)
            throws ClickHouseFailure, IOException {
        SqlAmounts amounts = SqlAmounts.of(client);
        for (Map.Entry<String, String> file : ROWS.entrySet()) {
            String sql = file.getValue()
                    .replace("$PROGRAMS", DryRunOutcomes.quoted(programs))
                    .replace("$AMOUNT", amounts.of("amount_minor"))
                    .replace("$OWED", amounts.of("owed_minor"));
            try (OutputStream out = open(file.getKey() + (first ? "" : AGAINST) + ".csv")) {
                client.copy(sql + NULLS, FORMAT, out);
            }
        }
    }

    /** Every person in whom the two runs differ. */
    void writeDifferences(DryRunOutcomes outcomes) throws ClickHouseFailure, IOException {
        try (OutputStream out = open("people-differ.csv")) {
            outcomes.write(out);
        }
    }

    /** The figures: summary.csv has all but those by month, cost.csv these; of two runs also with their difference. */
    void writeFigures(List<DryRunReport.Run> runs) throws IOException {
        List<DryRunSection> summary = new ArrayList<>(DryRunSection.ALL);
        summary.remove(DryRunSection.COST);
        write("summary.csv", summary, runs);
        write("cost.csv", List.of(DryRunSection.COST), runs);
    }

    private void write(String name, List<DryRunSection> sections, List<DryRunReport.Run> runs) throws IOException {
        try (Writer out = Files.newBufferedWriter(folder.resolve(name))) {
            written.add(name);
            List<String> names = new ArrayList<>(List.of("program", "of", "key", "currency", "figure", "value"));
            if (runs.size() > 1) {
                names.addAll(List.of("against", "difference"));
            }
            out.write(line(names));
            for (String program : runs.get(0).figures().keySet()) {
                for (DryRunSection section : sections) {
                    write(program, section, runs, out);
                }
            }
        }
    }

    private static void write(String program, DryRunSection section, List<DryRunReport.Run> runs, Writer out)
            throws IOException {
        DryRunFigures own = runs.get(0).figures().get(program);
        DryRunFigures other = runs.size() > 1 ? runs.get(1).figures().get(program) : null;
        for (List<String> key : DryRunFigures.keys(section, own, other)) {
            String currency = section.currency(key);
            List<String> rest = new ArrayList<>(key);
            if (currency != null) {
                rest.remove(section.keys().indexOf("currency"));
            }
            for (int i = 0; i < section.measures().size(); i++) {
                Measure measure = section.measures().get(i);
                BigInteger value = own.at(section, key, i);
                List<String> cells = new ArrayList<>(List.of(
                        program,
                        section.title(),
                        String.join(" / ", rest),
                        currency == null ? "" : currency,
                        measure.title,
                        section.plain(measure, key, value)));
                if (other != null) {
                    BigInteger against = other.at(section, key, i);
                    cells.add(section.plain(measure, key, against));
                    cells.add(section.plain(measure, key, value.subtract(against)));
                }
                out.write(line(cells));
            }
        }
    }

    private OutputStream open(String name) throws IOException {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve(name)));
        written.add(name);
        return out;
    }

    /** A line of RFC 4180: a text with a comma, a quote or a line's end is quoted, and a quote in it doubled. */
    static String line(List<String> cells) {
        return cells.stream()
                        .map(cell ->
                                cell.matches("(?s).*[,\"\\r\\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell)
                        .collect(Collectors.joining(","))
                + "\n";
    }
}
