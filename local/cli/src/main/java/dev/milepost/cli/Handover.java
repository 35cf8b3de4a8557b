package dev.milepost.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.pipeline.Generations;
import dev.milepost.runtime.source.NextOffsets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * A rebuild that a stack is to go on from: {@code handover.json} in its data folder, there from the end of the backfill
 * until the stack has gone over.
 *
 * @param generation of the rebuild's rows, and of those that the stack writes from then on
 * @param store where they are
 * @param warehouse the warehouse's name
 * @param savepoint the folder with the state at the end of the archive
 * @param next the next offset of each partition that is archived, by topic and partition with a dash between
 * @param erases whether the rebuild lacks erased users, whom the archive and what the job before has written still have
 */
record Handover(
        long generation, String store, String warehouse, String savepoint, Map<String, Long> next, boolean erases) {

    private static final String NAME = "handover.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    static Path file(Path data) {
        return data.resolve(NAME);
    }

    /** The handover that waits for the stack on a data folder, if one does. */
    static Optional<Handover> waiting(Path data) {
        try {
            return Optional.of(JSON.readValue(Files.readString(file(data)), Handover.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILURE, "The file " + file(data) + " cannot be read: remove it, and rebuild again.", e);
        }
    }

    /** Writes it, all at once. */
    void write(Path data) throws IOException {
        Path part = data.resolve(NAME + ".part");
        Files.writeString(part, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
        Files.move(part, file(data), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    static void delete(Path data) throws IOException {
        Files.deleteIfExists(file(data));
    }

    /** Where an archive ends, as the handover says it. */
    static Map<String, Long> ends(Path archive) {
        return NextOffsets.of(archive).byPartition();
    }

    Map<TopicPartition, Long> offsets() {
        return new NextOffsets(next).partitions();
    }

    Generations.Taken taken() {
        return new Generations.Taken(generation, store);
    }
}
