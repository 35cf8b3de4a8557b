package dev.milepost.cli;

import static dev.milepost.cli.LiveStack.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.archive.ArchiveFolder;
import dev.milepost.runtime.archive.ArchiveName;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rebuild beside a stack whose traffic goes on, without {@code --replace}: it hides nothing, and is not refused either. */
class LiveRebuildIT {

    private static final int SOME = 30;

    @TempDir
    private Path folder;

    @Test
    void whatComesWhileItComputesIsNoReasonToRefuseItAndAFileThatIsGoneIs() throws Exception {
        Path home = folder.resolve("home");
        Path data = home.resolve("data").toAbsolutePath();
        Path archive = data.resolve("archive");
        String[] rebuild = {
            "backfill",
            "--events",
            archive.toString(),
            "--warehouse",
            data.resolve("warehouse").toString()
        };
        try (LiveStack stack = LiveStack.start(home);
                OrderTraffic traffic = OrderTraffic.to(stack.kafka())) {
            Shell shell = stack.other();
            stack.until(() -> shown(shell) >= SOME);
            int before = traffic.sent();
            assertThat(shell.run(rebuild)).as(shell.err()).isZero();
            assertThat(generations(shell)).isEqualTo("2\t2\n");
            assertThat(traffic.sent()).as("orders while it computed").isGreaterThan(before);
            assertThat(shown(shell)).as("nothing is hidden").isGreaterThanOrEqualTo(before);
            stack.until(() -> shown(shell) > before);

            long lost = lose(archive);
            assertThat(shell.run(rebuild)).isEqualTo(ExitCode.FIGURES_DIFFER);
            assertThat(shell.err()).contains("purchases: ").contains("--replace");
            assertThat(generations(shell)).isEqualTo("2\t2\n");
            stack.until(() -> shown(shell) >= traffic.sent() - SOME);

            String[] replace = {rebuild[0], rebuild[1], rebuild[2], rebuild[3], rebuild[4], "--replace"};
            assertThat(shell.run(replace)).as(shell.err()).isZero();
            assertThat(shell.err())
                    .contains("No longer shown, because " + archive + " lacks them:")
                    .contains("purchases: " + Text.count(lost, "event") + " between");
            assertThat(generations(shell)).as("the refused one was 3").isEqualTo("4\t4\n");
            traffic.close();
            stack.until(() -> shown(shell) == traffic.sent() - lost);
            assertThat(ask(shell, "SELECT sum(amount_minor) FROM conversions"))
                    .isEqualTo(1_000 * (traffic.sent() - lost) + "\n");
        }
    }

    /** Deletes a file of orders, as an accident would; gives how many it held. */
    private static long lose(Path archive) throws Exception {
        while (true) {
            ArchiveName oldest = new ArchiveFolder(archive)
                    .files().stream()
                            .filter(name -> name.stream().equals("purchases") && name.first() == 0)
                            .findFirst()
                            .orElseThrow();
            try {
                Files.delete(archive.resolve(oldest.toString()));
            } catch (NoSuchFileException e) {
                // It was merged into a larger one just now.
                continue;
            }
            Thread.sleep(500);
            if (new ArchiveFolder(archive).files().stream().noneMatch(name -> name.covers(oldest))) {
                return oldest.last() + 1;
            }
        }
    }

    private static long shown(Shell shell) {
        return Long.parseLong(ask(shell, "SELECT count() FROM events").strip());
    }

    private static String generations(Shell shell) {
        String generation = "intDiv(revision, 1099511627776)";
        return ask(shell, "SELECT min(" + generation + "), max(" + generation + ") FROM events");
    }
}
