package dev.milepost.cli;

import dev.milepost.programs.dryrun.SavedDryRun;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A section of a dry run's figures, worded.
 *
 * @param rows their cells; what stands to the right is a {@link Table.Figure}
 */
record DryRunTable(String title, List<String> headings, List<Object[]> rows) {

    void print(Terminal terminal) {
        terminal.say(title + (rows.isEmpty() ? ": none." : ""));
        if (!rows.isEmpty()) {
            Table table = new Table(headings.toArray(String[]::new));
            rows.forEach(table::row);
            table.print(terminal);
        }
    }

    SavedDryRun.Section saved() {
        List<SavedDryRun.Column> columns = new ArrayList<>();
        for (int i = 0; i < headings.size(); i++) {
            columns.add(
                    new SavedDryRun.Column(headings.get(i), !rows.isEmpty() && rows.get(0)[i] instanceof Table.Figure));
        }
        return new SavedDryRun.Section(
                title,
                columns,
                rows.stream()
                        .map(row -> Stream.of(row).map(String::valueOf).toList())
                        .toList());
    }
}
