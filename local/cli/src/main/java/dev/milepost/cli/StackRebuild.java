package dev.milepost.cli;

import dev.milepost.pipeline.Generations;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A backfill into the warehouse of a stack, running or at rest: its state is kept, and the stack goes on from it.
 *
 * @param data the stack's data folder
 * @param warehouse its folder, absolute
 */
record StackRebuild(Path data, Path warehouse) {

    private static final Duration TICK = Duration.ofMillis(250);

    /**
     * The stack that a backfill's folder belongs to; null where it belongs to none.
     *
     * @throws CommandFailure where the events are no archive, or another rebuild waits for the stack
     */
    static StackRebuild of(Backfill.Order order) throws IOException {
        if (order.server() != null || order.folder() == null) {
            return null;
        }
        Path warehouse = order.folder().toAbsolutePath().normalize();
        Path data = warehouse.getParent();
        if (!StackState.owns(data, warehouse.toString())) {
            return null;
        }
        if (!ArchiveSnapshot.isArchive(order.events())) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    "The warehouse " + warehouse + " is that of the stack on " + data
                            + ", which goes on from where its archive"
                            + " ends; " + order.events()
                            + " holds no archive. Put your files into a folder with those of "
                            + data.resolve("archive") + ", or backfill into another warehouse (--warehouse DIR).");
        }
        if (order.until() != null) {
            throw new CommandFailure(ExitCode.USAGE, "A stack goes on from the end of its archive: leave --until out.");
        }
        StackRebuild rebuild = new StackRebuild(data, warehouse);
        if (rebuild.isRunning() && Handover.waiting(data).isPresent()) {
            throw new CommandFailure(
                    ExitCode.LOCKED, "The stack is going over to another rebuild just now: wait until it has.");
        }
        return rebuild;
    }

    /** The running stack whose warehouse that folder is. */
    static Optional<RunFile> running(Path folder) {
        Path warehouse = folder.toAbsolutePath().normalize();
        return RunFile.running(warehouse.getParent())
                .filter(run -> run.warehouse().equals(warehouse.toString()));
    }

    boolean isRunning() {
        return running(warehouse).isPresent();
    }

    /** Blocks of the run may be read again by the stack. */
    Path spool() throws IOException {
        return Files.createDirectories(data.resolve("spool"));
    }

    Path savepoints(Generations.Taken generation) throws IOException {
        return Files.createDirectories(savepoints(data, generation.number()));
    }

    static Path savepoints(Path data, long generation) {
        return data.resolve("rebuilt-" + generation);
    }

    /**
     * Leaves the note that the stack goes by.
     *
     * @param archive the archive as it was read
     */
    void handOver(Generations.Taken generation, Path savepoint, Path archive) throws IOException {
        new Handover(
                        generation.number(),
                        generation.store(),
                        warehouse.toString(),
                        savepoint.toString(),
                        Handover.ends(archive))
                .write(data);
    }

    /** Waits until the stack shows the generation. */
    void await(Generations generations, Generations.Taken generation) throws ClickHouseFailure, InterruptedException {
        while (!generations.isComplete(generation.number())) {
            if (!isRunning()) {
                throw new CommandFailure(
                        ExitCode.FAILURE,
                        "The stack on " + data + " has stopped before it went over. Nothing is lost: it does so at its"
                                + " next start.");
            }
            Thread.sleep(TICK.toMillis());
        }
    }
}
