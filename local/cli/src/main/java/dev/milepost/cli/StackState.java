package dev.milepost.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.pipeline.Generations;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.Migrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a stack's job starts from.
 *
 * @param generation of the rows that it writes
 * @param store the database that they go to
 * @param restore the checkpoint that it goes on from; null: without state, from the first record that Kafka holds
 */
record StackState(long generation, String store, Path restore) {

    private static final String FILE = "stack.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What was written at the last start; without a store where a release before the second one wrote it. */
    private record Last(long generation, String warehouse, String store) {}

    /**
     * Goes on from the latest checkpoint, in the same generation, where there is one and nobody has written to the
     * warehouse since; else begins anew, in a new generation.
     */
    static StackState of(Path data, Path checkpoints, Warehouse warehouse) throws IOException, ClickHouseFailure {
        Generations generations = new Generations(warehouse.client());
        Optional<Path> latest = latestCheckpoint(checkpoints);
        Path file = data.resolve(FILE);
        String shown = generations.shown();
        if (latest.isPresent() && Files.exists(file)) {
            Last last = JSON.readValue(Files.readString(file), Last.class);
            boolean same = last.warehouse().equals(warehouse.name())
                    && shown.equals(last.store() == null ? Migrator.STORE : last.store());
            // A rebuild in the other store that did not come to be shown has changed nothing here.
            if (same && last.generation() == generations.latest(shown)) {
                return new StackState(last.generation(), shown, latest.get());
            }
        }
        long generation = generations.take("stack on " + data);
        Files.writeString(file, JSON.writeValueAsString(new Last(generation, warehouse.name(), shown)));
        return new StackState(generation, shown, null);
    }

    /** The checkpoint or savepoint that was completed last: the one whose metadata is newest. */
    static Optional<Path> latestCheckpoint(Path checkpoints) throws IOException {
        if (!Files.isDirectory(checkpoints)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(checkpoints, 3)) {
            return files.filter(file -> file.getFileName().toString().equals("_metadata"))
                    .max(Comparator.comparing(StackState::modified))
                    .map(Path::getParent);
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
