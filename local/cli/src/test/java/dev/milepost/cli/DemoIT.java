package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a person sees it: it fails where a program does nothing, or anything but what the simulator knows. */
class DemoIT {

    @TempDir
    private Path folder;

    @Test
    void threeProgramsShowWhatTheyDidAndEveryFigureIsRight() {
        Shell shell = new Shell(folder.resolve("home"));
        assertThat(shell.run("demo", "--for", "45s", "--rate", "200", "--seed", "1"))
                .as(() -> shell.out() + shell.err())
                .isZero();
        String told = shell.out();
        assertThat(told)
                .contains(
                        "Milestones reached:",
                        "Who was asked for a referral:",
                        "Rewards as of the last event, ",
                        "One reward that was taken back")
                // In which arm the few are is by their ids, and so by chance.
                .containsPattern("(asked +now|asked +later|held out +holdout) +\\d")
                .containsPattern("not asked +\\w.* \\(suppress_if\\) +\\d")
                .containsPattern("not asked +no consent to marketing .* +\\d")
                .containsPattern("ten-for-both +cash +PAID ")
                .containsPattern("ten-for-both +cash +VOIDED +refund ")
                .containsPattern("ten-for-both +cash +REVERSED +chargeback ")
                .containsPattern("ten-for-both +cash +SKIPPED +cap ")
                .containsPattern("one-three-five +gift +PAID ")
                .containsPattern("one-three-five +entitlement +RELEASED ")
                .containsPattern("Owed as of then, .*: .*free month")
                .contains("as of the last event, ", "Every figure is right.");
        assertThatTheTableIsOfTheCheck(told);
        assertThat(folder.resolve("home/demo/changes"))
                .as("its checkpoints hold what has changed")
                .isNotEmptyDirectory();
        assertThat(shell.err()).doesNotContain("did not end with a last checkpoint");

        String advocate = told.lines()
                .filter(line -> line.startsWith("  ./milepost status "))
                .findFirst()
                .orElseThrow()
                .substring("  ./milepost status ".length());
        assertThat(shell.run("status", advocate)).as(shell.err()).isZero();
        assertThat(shell.out()).contains("Rewards\n", "EARNED");
        Path file = folder.resolve("home/demo/programs/ten-for-both.yaml");
        assertThat(told).contains("./milepost program explain " + file);
        assertThat(shell.run("program", "explain", file.toString())).isZero();
    }

    /** So many rewards stand RELEASED, or further, as the check has entries RELEASED; what is owed is said in one way. */
    private static void assertThatTheTableIsOfTheCheck(String told) {
        long released = told.lines()
                .filter(line -> line.matches(" *ten-for-both +cash +(RELEASED|PAID|REVERSED) .*"))
                .map(line -> line.trim().split(" {2,}"))
                .mapToLong(cells -> Long.parseLong(cells[cells.length - 2].replace(",", "")))
                .sum();
        assertThat(told).containsPattern("entries ten-for-both RELEASED +" + released + " ");
        assertThat(told).containsPattern("owed +-?[0-9.,]+ USD +-?[0-9.,]+ USD +ok");
    }
}
