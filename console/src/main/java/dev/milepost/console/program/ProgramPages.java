package dev.milepost.console.program;

import dev.milepost.console.Reads;
import dev.milepost.console.web.Grid;
import dev.milepost.console.web.Pages;
import dev.milepost.console.web.SafePath;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.dryrun.SavedDryRun;
import dev.milepost.programs.explain.Explanation;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The list of programs, and a program. What dry runs found comes as files that {@code ./milepost program dry-run --save} leaves: a dry run
 * is a run of the whole pipeline over events that a console has not, takes minutes of a whole machine, and is of a file that need not
 * have been applied; so who has the file and the events runs it where they are, and the console shows what it said, with its date.
 */
public final class ProgramPages {

    private final ProgramReads reads;
    private final Pages pages;
    private final Path dryRuns;

    /**
     * Of that warehouse.
     *
     * @param dryRuns the folder of what dry runs found; it need not exist
     */
    public ProgramPages(Reads reads, Pages pages, Path dryRuns, Clock clock) {
        this.reads = new ProgramReads(reads, clock);
        this.pages = pages;
        this.dryRuns = dryRuns;
    }

    /** {@code /programs}. */
    public void list(Context context) throws ClickHouseFailure {
        Map<String, Map<String, String>> counts = reads.counts();
        List<ListedProgram> programs = new ArrayList<>();
        for (Map.Entry<String, List<Map<String, String>>> each :
                reads.versions().entrySet()) {
            Map<String, String> shown = ListedProgram.shown(each.getValue());
            programs.add(new ListedProgram(
                    each.getKey(),
                    address(each.getKey()),
                    shown,
                    ListedProgram.counts(counts.get(each.getKey())),
                    reads.money(each.getKey(), parsed(shown, reads.file(each.getKey(), shown.get("version"))))));
        }
        pages.show(context, "programs", "Programs", Map.of("programs", programs));
    }

    /** {@code /programs/{id}?version=…}: that version's words; without one those of the version in force. */
    public void page(Context context) throws ClickHouseFailure, IOException {
        String id = context.pathParam("id");
        List<Map<String, String>> versions = reads.versions().get(id);
        if (versions == null) {
            throw new NotFoundResponse("No version of a program of that id is known.");
        }
        Map<String, String> inForce = ListedProgram.shown(versions);
        Map<String, String> shown =
                chosen(versions, context.queryParam("version")).orElse(inForce);
        pages.show(context, "program", "Program " + id, Map.of("view", view(id, versions, inForce, shown)));
    }

    private static Optional<Map<String, String>> chosen(List<Map<String, String>> versions, String version) {
        return versions.stream()
                .filter(each -> each.get("version").equals(version))
                .findFirst();
    }

    private ProgramView view(
            String id, List<Map<String, String>> versions, Map<String, String> inForce, Map<String, String> shown)
            throws ClickHouseFailure, IOException {
        Map<String, String> file = reads.file(id, shown.get("version"));
        List<Map<String, String>> newest = new ArrayList<>(versions);
        Collections.reverse(newest);
        SavedDryRun.Found found = SavedDryRun.read(dryRuns, id);
        return new ProgramView(
                id,
                address(id),
                shown,
                counts(ListedProgram.counts(reads.counts().get(id))),
                reads.money(id, parsed(inForce, reads.file(id, inForce.get("version")))),
                parsed(shown, file)
                        .map(version -> Explanation.of(version).lines())
                        .orElse(List.of()),
                reads.asks(id),
                newest,
                found.runs().stream().map(ProgramView.DryRunView::of).toList(),
                found.unreadable(),
                file.get("file_name"),
                file.get("text"));
    }

    private static Optional<ProgramVersion> parsed(Map<String, String> version, Map<String, String> file) {
        return ProgramReads.parsed(version.get("program_id") + "@" + version.get("version"), file.get("text"));
    }

    private static Grid counts(List<String> counts) {
        List<Grid.Column> columns = List.of(
                new Grid.Column("Bound", true),
                new Grid.Column("Qualified", true),
                new Grid.Column("Rewards earned", true),
                new Grid.Column("Held", true),
                new Grid.Column("Paid", true),
                new Grid.Column("Cases open", true));
        return new Grid("Live counts", "", columns, List.of(counts), false);
    }

    private static String address(String id) {
        return "/programs/" + SafePath.part(id);
    }
}
