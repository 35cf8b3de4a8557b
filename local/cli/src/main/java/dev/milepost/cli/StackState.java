package dev.milepost.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.pipeline.Generations;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.Migrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a stack's job starts from.
 *
 * @param generation of the rows that it writes
 * @param store the database that they go to
 * @param restore the checkpoint that it goes on from; null: without state, from the first record that Kafka holds
 */
record StackState(long generation, String store, Path restore) {

    private static final String FILE = "stack.json";
    private static final String CHECKPOINTS = "checkpoints";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What was written at the last start; a release before the second store wrote the first two. */
    private record Last(long generation, String warehouse, String store, String checkpoints) {}

    private static Optional<Last> last(Path data) throws IOException {
        Path file = data.resolve(FILE);
        return Files.exists(file) ? Optional.of(JSON.readValue(Files.readString(file), Last.class)) : Optional.empty();
    }

    /** The warehouse that the stack on a data folder has written to last; empty where there was none. */
    static Optional<String> warehouse(Path data) throws IOException {
        return last(data).map(Last::warehouse);
    }

    /** The generation that it has written in last; empty where there was none. */
    static Optional<Long> generation(Path data) throws IOException {
        return last(data).map(Last::generation);
    }

    /** Where the stack on a data folder keeps its checkpoints. */
    static Path checkpoints(Path data) throws IOException {
        return data.resolve(last(data).map(Last::checkpoints).orElse(CHECKPOINTS));
    }

    /** Where a stack that goes over to a rebuild keeps its checkpoints from then on. */
    static Path checkpoints(Path data, Handover handover) {
        return data.resolve(CHECKPOINTS + "-" + handover.generation());
    }

    /**
     * From the rebuild's state, or a later checkpoint of the run that went on from it.
     *
     * @throws CommandFailure where that is damaged: going on from an earlier one would need another generation, and this
     *     one is the rebuild's
     */
    static StackState of(Path data, Handover handover) throws IOException {
        Path restore = Checkpoints.in(checkpoints(data, handover)).latest().orElse(Path.of(handover.savepoint()));
        Optional<String> damage = SealedFiles.damage(restore);
        if (damage.isPresent()) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    "The state of the rebuild cannot be gone over to: " + damage.get() + ". Remove "
                            + Handover.file(data) + " and rebuild again.");
        }
        return new StackState(handover.generation(), handover.store(), restore);
    }

    /** The stack has gone over: it starts from there the next time. */
    static void went(Path data, Handover handover) throws IOException {
        write(
                data,
                new Last(
                        handover.generation(),
                        handover.warehouse(),
                        handover.store(),
                        checkpoints(data, handover).getFileName().toString()));
    }

    private static void write(Path data, Last last) throws IOException {
        Path part = data.resolve(FILE + ".part");
        Files.writeString(part, JSON.writeValueAsString(last));
        Files.move(part, data.resolve(FILE), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Goes on from the latest checkpoint, in the same generation, where there is one and nobody has written to the
     * warehouse since; from the one before in a new generation, where the latest is damaged; else begins anew, in a new
     * generation.
     *
     * @param archived what only the archive holds; asked of a start that begins anew alone
     * @throws CommandFailure where every checkpoint is damaged, or a state that begins anew would lack what is shown
     */
    static StackState of(
            Path data, Path checkpoints, Warehouse warehouse, Supplier<OnlyArchived> archived, Terminal terminal)
            throws IOException, ClickHouseFailure {
        Generations generations = new Generations(warehouse.client());
        Checkpoints kept = Checkpoints.in(checkpoints);
        Optional<Path> latest = kept.latest();
        Optional<Last> before = last(data);
        String shown = generations.shown();
        Path restore = null;
        if (latest.isPresent() && before.isPresent()) {
            Last last = before.get();
            boolean same = Folders.areOneWarehouse(last.warehouse(), warehouse.name())
                    && shown.equals(last.store() == null ? Migrator.STORE : last.store());
            // A rebuild in the other store that did not come to be shown has changed nothing here.
            if (same && last.generation() == generations.latest(shown)) {
                Path intact = kept.latestIntact(terminal);
                kept.deleteBefore(intact);
                if (intact.equals(latest.get())) {
                    return new StackState(last.generation(), shown, intact);
                }
                restore = intact;
            }
        }
        if (restore == null) {
            OnlyArchived only = archived.get();
            only.requireSameTopics();
            if (!only.isEmpty() && Shown.isEmpty(warehouse.client())) {
                terminal.tell(only.told(warehouse.name()));
            } else if (!only.isEmpty()) {
                String other = latest.isEmpty() ? null : otherWarehouse(before, warehouse);
                if (other == null) {
                    claim(data, checkpoints, warehouse, generations);
                }
                throw only.refused(warehouse.name(), other);
            }
            // What is there is of a run that wrote elsewhere: if this one dies early, nobody may go on from it.
            Home.delete(checkpoints);
        }
        return new StackState(take(data, checkpoints, warehouse, generations), shown, restore);
    }

    /** The warehouse that a stack has written to last, where it is another one; else null. */
    private static String otherWarehouse(Optional<Last> before, Warehouse warehouse) throws IOException {
        return before.isPresent() && !Folders.areOneWarehouse(before.get().warehouse(), warehouse.name())
                ? before.get().warehouse()
                : null;
    }

    /** The stack is the one that a rebuild of the warehouse hands over to, though it has not begun. */
    private static void claim(Path data, Path checkpoints, Warehouse warehouse, Generations generations)
            throws IOException, ClickHouseFailure {
        Optional<Last> before = last(data);
        boolean done = before.isPresent()
                && otherWarehouse(before, warehouse) == null
                && before.get().generation() == generations.latest(generations.shown());
        // As where it begins: what is there is of no use any more, and would be taken for the new generation's.
        Home.delete(checkpoints);
        if (!done) {
            take(data, checkpoints, warehouse, generations);
        }
    }

    /** Takes the next generation, and notes it; gives its number. */
    private static long take(Path data, Path checkpoints, Warehouse warehouse, Generations generations)
            throws IOException, ClickHouseFailure {
        String shown = generations.shown();
        long generation = generations.take("stack on " + data);
        write(
                data,
                new Last(
                        generation,
                        warehouse.name(),
                        shown,
                        checkpoints.getFileName().toString()));
        return generation;
    }
}
