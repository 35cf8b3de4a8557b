package dev.milepost.cli;

import dev.milepost.pipeline.PipelineRun;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What a person says of a job on a cluster that has written to a server's warehouse. */
final class StoppedJobOptions {

    @Option(
            names = "--job-is-stopped",
            description = "Of a server that a job on a cluster has written to: it is stopped, and will be started again"
                    + " only afterwards. Rows that it writes meanwhile are noticed, and nothing is shown then.")
    private boolean isStopped;

    @Option(
            names = "--savepoint",
            paramLabel = "DIR",
            description =
                    "With --job-is-stopped: write the state at the archive's end into a folder that the cluster sees"
                            + " under the same path, and say how the job is started from it.")
    private Path savepoints;

    /**
     * The same, as a backfill's order has it.
     *
     * @param isSaid whether the job is said to be stopped
     * @param savepoints where the state goes that it goes on from; null: nowhere
     */
    record Stopped(boolean isSaid, Path savepoints) {

        static final Stopped NO = new Stopped(false, null);
    }

    /**
     * What was said.
     *
     * @param server the warehouse that was named, or null
     * @throws CommandFailure where that is of no use
     */
    Stopped of(PipelineRun.Warehouse server) {
        if (server == null && (isStopped || savepoints != null)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--job-is-stopped and --savepoint are of a job on a cluster: name its warehouse (--clickhouse-url).");
        }
        if (savepoints != null && !isStopped) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--savepoint is for a job that goes on from it afterwards: say --job-is-stopped.");
        }
        return isStopped ? new Stopped(true, savepoints) : Stopped.NO;
    }
}
