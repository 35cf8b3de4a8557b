package dev.milepost.cli;

import dev.milepost.programs.ProgramFileException;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The programs whose budget and caps matter at a time: those that hold, and those that have ended while something that they
 * granted is still owed.
 */
final class BudgetedPrograms {

    private static final String VERSIONS = """
            SELECT program_id, version, text, valid_from, toUInt8(valid_from <= $AT) AS begun,
                ifNull(toString(valid_to), '') AS ends, toUInt8(ifNull(valid_to <= $AT, false)) AS over
            FROM milepost.programs ORDER BY program_id, version""";

    private static final String OPEN = """
            SELECT DISTINCT program_id FROM
            (
                SELECT program_id, reward_id FROM milepost.ledger WHERE effective_at <= $AT
                GROUP BY program_id, reward_id HAVING sum(amount_minor) > 0
            )""";

    /**
     * One of them.
     *
     * @param versions that this release can read, up to the one in force, which is the last
     * @param ended when it ended, as ClickHouse writes it; empty: it holds
     */
    record Budgeted(List<ProgramVersion> versions, String ended) {

        ProgramVersion inForce() {
            return versions.get(versions.size() - 1);
        }
    }

    private final ClickHouseClient client;
    private final String moment;
    private final Terminal terminal;
    private final Set<String> unreadable = new TreeSet<>();

    /**
     * As it was at a time.
     *
     * @param moment in SQL
     * @param terminal hears which versions cannot be read
     */
    BudgetedPrograms(ClickHouseClient client, String moment, Terminal terminal) {
        this.client = client;
        this.moment = moment;
        this.terminal = terminal;
    }

    /**
     * They, but for those whose version in force this release cannot read.
     *
     * @param only of these; empty: all
     * @throws CommandFailure where one of those that are named neither holds nor owes anything, with the reason
     */
    List<Budgeted> of(List<String> only) throws ClickHouseFailure {
        Map<String, List<Map<String, String>>> rows = new LinkedHashMap<>();
        for (Map<String, String> row : ask(VERSIONS)) {
            rows.computeIfAbsent(row.get("program_id"), any -> new ArrayList<>())
                    .add(row);
        }
        Set<String> owing = ask(OPEN).stream().map(row -> row.get("program_id")).collect(Collectors.toSet());
        Set<String> named = new TreeSet<>(only.isEmpty() ? rows.keySet() : only);
        List<List<Map<String, String>>> chosen = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (String program : named) {
            List<Map<String, String>> versions = rows.getOrDefault(program, List.of());
            String problem = problem(program, versions, owing.contains(program));
            if (problem.isEmpty()) {
                chosen.add(begun(versions));
            } else {
                refused.add(problem);
            }
        }
        if (!only.isEmpty() && !refused.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    String.join(" ", refused) + " ./milepost program list says which programs there are.");
        }
        List<Budgeted> found = new ArrayList<>();
        for (List<Map<String, String>> versions : chosen) {
            Budgeted budgeted = read(versions);
            if (budgeted != null) {
                found.add(budgeted);
            }
        }
        return found;
    }

    /** Which programs were left out, as this release cannot read the version in force. */
    Set<String> unreadable() {
        return unreadable;
    }

    /** Up to the one in force: the last whose valid_from has come. */
    private static List<Map<String, String>> begun(List<Map<String, String>> versions) {
        int count = 0;
        for (int i = 0; i < versions.size(); i++) {
            if (versions.get(i).get("begun").equals("1")) {
                count = i + 1;
            }
        }
        return versions.subList(0, count);
    }

    /** Why there is nothing to show; empty where there is. */
    private static String problem(String program, List<Map<String, String>> versions, boolean owes) {
        if (versions.isEmpty()) {
            return "The warehouse knows no program " + program + ".";
        }
        List<Map<String, String>> begun = begun(versions);
        if (begun.isEmpty()) {
            return program + " begins " + Text.moment(versions.get(0).get("valid_from")) + " (UTC), after that time.";
        }
        Map<String, String> last = begun.get(begun.size() - 1);
        return last.get("over").equals("1") && !owes
                ? program + " ended " + Text.moment(last.get("ends"))
                        + " (UTC), and nothing that it granted is still owed: its budget and caps bound nothing any more."
                : "";
    }

    /** Null where the last cannot be read. */
    private Budgeted read(List<Map<String, String>> rows) {
        List<ProgramVersion> versions = new ArrayList<>();
        Map<String, String> last = rows.get(rows.size() - 1);
        for (int i = 0; i < rows.size(); i++) {
            Map<String, String> row = rows.get(i);
            boolean inForce = i == rows.size() - 1;
            String label = row.get("program_id") + "@" + row.get("version");
            try {
                versions.addAll(
                        ProgramFiles.parse(Map.of(label, row.get("text"))).versions());
            } catch (ProgramFileException e) {
                terminal.tell("This release cannot read " + label + " any more: "
                        + e.problems().get(0)
                        + (inForce
                                ? ". It is in force, so the program is left out."
                                : ". What it granted is not counted in caps."));
                if (inForce) {
                    unreadable.add(row.get("program_id"));
                    return null;
                }
            }
        }
        return new Budgeted(List.copyOf(versions), last.get("over").equals("1") ? last.get("ends") : "");
    }

    private List<Map<String, String>> ask(String sql) throws ClickHouseFailure {
        return client.query(sql.replace("$AT", moment));
    }
}
