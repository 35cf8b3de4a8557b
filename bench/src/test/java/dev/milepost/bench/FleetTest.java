package dev.milepost.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.MilestoneRules;
import dev.milepost.milestones.model.pattern.RuleBook;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.programs.ProgramVersion;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetTest {

    @TempDir
    private Path folder;

    @Test
    void fiftyProgramsAreLiveTogether() throws Exception {
        ProgramCatalog fleet = ProgramFiles.read(Fleet.write(Fleet.SIZE, folder));
        assertThat(fleet.versions().stream().map(ProgramVersion::program).distinct())
                .hasSize(Fleet.SIZE)
                .contains("default", "friends-and-family", "third-transaction", "third-transaction-here");
        RuleBook book = new MilestoneRules(fleet).book();
        assertThat(book.naming("page_view")).isEmpty();
        for (String done : List.of("task_completed", "report_exported", "project_created", "activated")) {
            assertThat(book.naming(done)).as(done).isNotEmpty();
        }
    }

    @Test
    void thoseThatCodesAreOfComeFirst() throws Exception {
        assertThat(ProgramFiles.read(Fleet.write(1, folder.resolve("one"))).versions())
                .extracting(ProgramVersion::program)
                .containsExactly("default");
        assertThat(ProgramFiles.read(Fleet.write(2, folder.resolve("two"))).versions())
                .extracting(ProgramVersion::program)
                .containsExactlyInAnyOrder("default", "friends-and-family");
    }
}
