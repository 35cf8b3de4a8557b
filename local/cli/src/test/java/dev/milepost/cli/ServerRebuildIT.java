package dev.milepost.cli;

import static dev.milepost.cli.LiveStack.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.pipeline.Generations;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rebuilds of a warehouse on a ClickHouse server, where no folder's lock says whether a job writes to it. */
class ServerRebuildIT {

    private static final int SOME = 20;

    @TempDir
    private Path folder;

    @Test
    void aStackOnAServerGoesOverToItsRebuildAndNobodyElseTakesItsPlace() throws Exception {
        Path home = folder.resolve("home");
        String archive = home.resolve("data/archive").toAbsolutePath().toString();
        try (Warehouse server = Warehouse.embedded(folder.resolve("server"), 0)) {
            String url = server.target().url().toString();
            String[] rebuild = {"backfill", "--events", archive, "--clickhouse-url", url};
            // Another machine, for which the writer is a job like any other.
            Shell stranger = new Shell(folder.resolve("elsewhere"));
            try (LiveStack stack = LiveStack.start(home, "--clickhouse-url", url);
                    OrderTraffic traffic = OrderTraffic.to(stack.kafka())) {
                Shell shell = stack.other();
                stack.until(() -> shown(shell) >= SOME);

                assertThat(stranger.run(rebuild)).isEqualTo(ExitCode.LOCKED);
                assertThat(stranger.err())
                        .contains("is written to by a job")
                        .contains("stack on " + home.resolve("data").toAbsolutePath())
                        .contains("--job-is-stopped");
                assertThat(stranger.run(with(rebuild, "--job-is-stopped"))).isEqualTo(ExitCode.LOCKED);
                assertThat(stranger.err()).contains("meanwhile, so it is not stopped");
                assertThat(stranger.run(with(rebuild, "--replace"))).isEqualTo(ExitCode.LOCKED);
                assertThat(generations(shell)).isEqualTo("1\t1\n");

                assertThat(shell.run(rebuild)).as(shell.err()).isZero();
                assertThat(generations(shell)).isEqualTo("3\t3\n");
                long rebuilt = traffic.sent();
                stack.until(() -> shown(shell) > rebuilt);
                traffic.close();
                stack.until(() -> shown(shell) == traffic.sent());
            }
        }
    }

    @Test
    void aJobWhosePlaceARebuildHasTakenAllTheSameStopsAndSaysSo() throws Exception {
        Path home = folder.resolve("home");
        try (Warehouse server = Warehouse.embedded(folder.resolve("server"), 0)) {
            String url = server.target().url().toString();
            Shell up = new Shell(home);
            CompletableFuture<Integer> running =
                    CompletableFuture.supplyAsync(() -> up.run("up", "--clickhouse-url", url));
            Generations generations = new Generations(server.client());
            while (BackfillSummary.number(server.client(), "SELECT count() AS n FROM milepost.progress") == 0) {
                assertThat(running).as(up.err()).isNotDone();
                Thread.sleep(100);
            }
            generations.complete(generations.rebuild("another's"), "another's");

            assertThat(running.get(2, TimeUnit.MINUTES)).isEqualTo(ExitCode.FAILURE);
            assertThat(up.err())
                    .contains("A rebuild, of generation 2, is shown by the warehouse at " + url)
                    .contains("start the job again from its last checkpoint");
        }
    }

    private static String[] with(String[] command, String option) {
        String[] more = Arrays.copyOf(command, command.length + 1);
        more[command.length] = option;
        return more;
    }

    private static long shown(Shell shell) {
        return Long.parseLong(ask(shell, "SELECT count() FROM events").strip());
    }

    private static String generations(Shell shell) {
        String generation = "intDiv(revision, 1099511627776)";
        return ask(shell, "SELECT min(" + generation + "), max(" + generation + ") FROM events");
    }
}
