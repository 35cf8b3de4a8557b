package dev.milepost.cli;

import dev.milepost.pipeline.Generations;
import java.io.IOException;
import java.nio.file.Path;

/** Who goes on from the state that a rebuild ends with, reading Kafka from the archive's end on. */
interface Successor {

    /** Where the state of a generation is kept, which is there then; it goes where the rebuild fails. */
    Path savepoints(Generations.Taken generation) throws IOException;

    /** Where large blocks of the rebuild wait, made: the successor may read them again. */
    Path spool(Generations.Taken generation) throws IOException;

    /** Ends the rebuild's job with its state in that folder; gives the savepoint. */
    Path stop(LocalFlink flink, Path savepoints) throws Exception;

    /**
     * Leaves what the successor goes by.
     *
     * @param archive the archive as it was read
     * @param erases whether the rebuild lacks erased users, whom the archive has until it is rewritten
     */
    void handOver(Generations.Taken generation, Path savepoint, Path archive, boolean erases) throws IOException;
}
