package dev.milepost.console.program;

import dev.milepost.console.web.Grid;
import dev.milepost.programs.dryrun.SavedDryRun;
import dev.milepost.programs.explain.Explanation;
import java.util.List;
import java.util.Map;

/**
 * What the page of a program has.
 *
 * @param id of the program
 * @param address of the page
 * @param version that is shown
 * @param counts bound, qualified, earned, held, paid and open cases
 * @param money by currency, against the budget
 * @param explanation what the version says, in plain sentences; none where this release cannot read it
 * @param asks what came of milestones
 * @param versions all, the newest first
 * @param dryRuns what dry runs found, the newest first
 * @param unreadable files of dry runs that hold something else
 * @param fileName the file's own name
 * @param text the file, whole
 */
public record ProgramView(
        String id,
        String address,
        Map<String, String> version,
        Grid counts,
        Grid money,
        List<Explanation.Line> explanation,
        Grid asks,
        List<Map<String, String>> versions,
        List<DryRunView> dryRuns,
        List<String> unreadable,
        String fileName,
        String text) {

    /** Until when the version is valid, after the words that say from when; nothing where it has no end of its own. */
    public String end() {
        String end = version.get("valid_to");
        return end.equals("-") ? "" : ", until " + end;
    }

    /**
     * A dry run.
     *
     * @param title of which version, and when
     * @param notes what it rests on
     */
    public record DryRunView(String title, List<String> notes, List<Grid> sections) {

        static DryRunView of(SavedDryRun run) {
            return new DryRunView(
                    "Version " + run.version() + ", run " + run.madeAt(),
                    run.notes(),
                    run.sections().stream().map(DryRunView::grid).toList());
        }

        private static Grid grid(SavedDryRun.Section section) {
            return new Grid(
                    section.title(),
                    "None.",
                    section.columns().stream()
                            .map(column -> new Grid.Column(column.heading(), column.number()))
                            .toList(),
                    section.rows(),
                    false);
        }
    }
}
