package dev.milepost.cli;

import dev.milepost.pipeline.Generations;
import dev.milepost.pipeline.PipelineRun;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import dev.milepost.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A backfill into the warehouse of a stack, running or at rest: its state is kept, and the stack goes on from it.
 *
 * @param data the stack's data folder
 * @param warehouse its name: the embedded engine's folder, absolute, or a server's JDBC URL
 */
record StackRebuild(Path data, String warehouse) implements Successor {

    private static final String SAVEPOINTS = "rebuilt-";
    private static final Duration TICK = Duration.ofMillis(250);

    /**
     * The stack that wrote last to the warehouse of that folder.
     *
     * @param home whose stacks may be on a warehouse elsewhere
     */
    static Optional<StackRebuild> ofFolder(Path folder, Home home) throws IOException {
        Path warehouse = Folders.real(folder);
        Set<Path> places = new LinkedHashSet<>(places(home));
        places.add(warehouse.getParent());
        return of(places, warehouse.toString());
    }

    /** The stack of this home that has written to that server, perhaps before others. */
    static Optional<StackRebuild> ofServer(String url, Home home) throws IOException {
        return of(places(home), url);
    }

    /**
     * The stack of this home whose archive a folder is.
     *
     * @param settings where the archive is, unless in the stack's data folder
     */
    static Optional<StackRebuild> ofArchive(Path events, Settings settings, Home home) throws IOException {
        Path folder = Folders.real(events);
        for (Path data : places(home)) {
            Optional<String> warehouse = StackState.warehouse(data);
            Path archive = LocalStack.archive(data, settings);
            if (warehouse.isPresent()
                    && archive != null
                    && Folders.real(archive).equals(folder)) {
                return Optional.of(new StackRebuild(data, warehouse.get()));
            }
        }
        return Optional.empty();
    }

    private static List<Path> places(Home home) {
        return List.of(
                home.data().toAbsolutePath().normalize(),
                home.demo().toAbsolutePath().normalize());
    }

    private static Optional<StackRebuild> of(Iterable<Path> places, String warehouse) throws IOException {
        for (Path data : places) {
            Optional<String> own = StackState.warehouse(data);
            if (own.isPresent() && Folders.areOneWarehouse(own.get(), warehouse)) {
                return Optional.of(new StackRebuild(data, own.get()));
            }
        }
        return Optional.empty();
    }

    /** The server that the warehouse is on; empty of the embedded engine's. */
    Optional<PipelineRun.Warehouse> server(Map<String, String> environment) {
        return warehouse.startsWith("jdbc:")
                ? Optional.of(WarehouseOptions.server(ClickHouseUrl.parse(warehouse), environment))
                : Optional.empty();
    }

    /** Whether the stack, or a rebuild that waits for it, has written what a warehouse shows. */
    boolean hasWritten(Generations.Writer writer) throws IOException {
        return StackState.generation(data)
                        .filter(own -> own == writer.generation())
                        .isPresent()
                || Handover.waiting(data)
                        .filter(handover -> handover.generation() == writer.generation())
                        .isPresent();
    }

    /**
     * Sees to it that the stack can go on from what is computed.
     *
     * @throws CommandFailure where the events are no archive, another rebuild waits for the stack, or the order is one of a job on
     *     a cluster
     */
    void require(Backfill.Order order) throws IOException {
        if (order.stopped().savepoints() != null) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "The stack on " + data + " goes on from its rebuild by itself: leave --savepoint out.");
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
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "The warehouse " + warehouse + " is that of the stack on " + data
                            + ", which goes on from the end of"
                            + " its archive: leave --until out, or backfill into another warehouse (--warehouse DIR).");
        }
        if (isRunning() && Handover.waiting(data).isPresent()) {
            throw new CommandFailure(
                    ExitCode.LOCKED, "The stack is going over to another rebuild just now: wait until it has.");
        }
    }

    /** The stack, where it is running on that warehouse. */
    Optional<RunFile> running() throws IOException {
        Optional<RunFile> run = RunFile.running(data);
        return run.isPresent()
                        && (run.get().clickhouse().equals(warehouse)
                                || Folders.areOneWarehouse(run.get().warehouse(), warehouse))
                ? run
                : Optional.empty();
    }

    boolean isRunning() throws IOException {
        return running().isPresent();
    }

    @Override
    public Path spool(Generations.Taken generation) throws IOException {
        return Files.createDirectories(data.resolve("spool"));
    }

    @Override
    public Path stop(LocalFlink flink, Path savepoints) throws Exception {
        return flink.stop(savepoints);
    }

    @Override
    public Path savepoints(Generations.Taken generation) throws IOException {
        return Files.createDirectories(savepoints(data, generation.number()));
    }

    static Path savepoints(Path data, long generation) {
        return data.resolve(SAVEPOINTS + generation);
    }

    /** Removes the states of rebuilds up to a generation: of that one, and of those before that came to nothing. */
    static void sweep(Path data, long generation) throws IOException {
        for (Path child : Home.children(data)) {
            String name = child.getFileName().toString();
            if (name.matches(SAVEPOINTS + "\\d{1,18}")
                    && Long.parseLong(name.substring(SAVEPOINTS.length())) <= generation) {
                Home.delete(child);
            }
        }
    }

    /** Leaves the note that the stack goes by. */
    @Override
    public void handOver(Generations.Taken generation, Path savepoint, Path archive, boolean erases)
            throws IOException {
        new Handover(
                        generation.number(),
                        generation.store(),
                        warehouse,
                        savepoint.toString(),
                        Handover.ends(archive),
                        erases)
                .write(data);
    }

    /**
     * The end of a backfill beside the stack, which has ended, and its server with it.
     *
     * @param handedOver whether it had what it needs to go over
     * @param cause may be null
     */
    CommandFailure stopped(boolean handedOver, Exception cause) {
        return new CommandFailure(
                ExitCode.FAILURE,
                "The stack on " + data
                        + (handedOver
                                ? " has stopped before it was seen to go over. Nothing is lost: where it has not, it does"
                                        + " so at its next start."
                                : " has stopped, and with it the server of its warehouse, before the backfill had"
                                        + " computed everything. What is shown has not changed, and nothing is lost."
                                        + " Start the stack again (./milepost up), and run the backfill again."),
                cause);
    }

    /** Waits until the stack shows the generation. */
    void await(Generations generations, Generations.Taken generation)
            throws ClickHouseFailure, IOException, InterruptedException {
        while (!generations.isComplete(generation.number())) {
            if (!isRunning()) {
                throw stopped(true, null);
            }
            Thread.sleep(TICK.toMillis());
        }
    }
}
