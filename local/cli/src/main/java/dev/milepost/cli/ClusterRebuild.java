package dev.milepost.cli;

import dev.milepost.pipeline.Generations;
import dev.milepost.runtime.launch.FlinkPaths;
import dev.milepost.runtime.source.NextOffsets;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A rebuild that a stopped job on a cluster is to go on from. In a folder of its own are the savepoint, where Kafka goes on
 * after it, and blocks that the job may read again.
 *
 * @param folder which every task manager sees under the same path
 */
record ClusterRebuild(Path folder) implements Successor {

    /**
     * That of an order; null where no job goes on from it.
     *
     * @throws CommandFailure where none could
     */
    static ClusterRebuild of(Backfill.Order order) {
        Path savepoints = order.stopped().savepoints();
        if (savepoints == null) {
            return null;
        }
        if (order.until() != null) {
            throw new CommandFailure(
                    ExitCode.USAGE, "With --savepoint the job goes on from the end of its archive: leave --until out.");
        }
        if (!ArchiveSnapshot.isArchive(order.events())) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    "With --savepoint the job goes on from where its archive ends, and " + order.events()
                            + " holds no archive. Put your files into the folder of the job's archive.");
        }
        return new ClusterRebuild(savepoints.toAbsolutePath().normalize());
    }

    /** Makes the folder of a generation, which is not another's. */
    Path begin(Generations.Taken generation) throws IOException {
        Files.createDirectories(folder);
        try {
            return Files.createDirectory(savepoints(generation));
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    savepoints(generation) + " is there already, of another warehouse, or of one that was there before:"
                            + " remove it, or name another folder. Nothing was computed.",
                    e);
        }
    }

    @Override
    public Path savepoints(Generations.Taken generation) {
        return StackRebuild.savepoints(folder, generation.number());
    }

    @Override
    public Path spool(Generations.Taken generation) throws IOException {
        return Files.createDirectories(savepoints(generation).resolve("spool"));
    }

    @Override
    public Path stop(LocalFlink flink, Path savepoints) throws Exception {
        return flink.stopForCluster(savepoints);
    }

    @Override
    public void handOver(Generations.Taken generation, Path savepoint, Path archive, boolean erases)
            throws IOException {
        NextOffsets.of(archive).write(offsets(generation));
    }

    private Path offsets(Generations.Taken generation) {
        return savepoints(generation).resolve(NextOffsets.FILE);
    }

    /** Says how the job is started. */
    void tell(Generations.Taken generation, Path savepoint, Terminal terminal) {
        String address = FlinkPaths.address(savepoint);
        String offsets = offsets(generation).toString();
        terminal.say("");
        terminal.say(
                "Start the job from this rebuild's state, not from a savepoint of before. By Flink's options, and then"
                        + " one of the job's own:");
        terminal.say("  --fromSavepoint " + address + " --allowNonRestoredState");
        terminal.say("  --from-offsets " + offsets);
        terminal.say("In a FlinkDeployment, under spec.job:");
        terminal.say("  initialSavepointPath: " + address);
        terminal.say("  allowNonRestoredState: true");
        terminal.say("  savepointRedeployNonce: one that it has not had");
        terminal.say("  args: [--settings, /etc/milepost/settings.yaml, --from-offsets, " + offsets + "]");
        terminal.say("  state: running");
        terminal.say(savepoints(generation)
                + " stays until the job has savepoints of its own and --from-offsets is gone from its arguments.");
    }
}
