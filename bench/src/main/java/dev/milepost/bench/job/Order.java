package dev.milepost.bench.job;

/**
 * One run over the topics, from their first record.
 *
 * @param records so many are in the topics: the run ends, with a last checkpoint, once it has read them
 * @param checkpointEvery a checkpoint is made after so many records
 * @param generation of the rows that it writes; of a run that writes none, anything
 * @param kafka the broker whose topics are read; null: the one of the process's {@link Setup}
 * @param programs a folder with the files of the programs that are live; null: none is
 * @param profile where the profile of the run goes, in collapsed stacks; null: it is not profiled
 */
public record Order(
        long records, long checkpointEvery, long generation, String kafka, String programs, String profile) {

    /** Over the topics of the process's own broker, without programs, not profiled. */
    public static Order of(long records, long checkpointEvery, long generation) {
        return new Order(records, checkpointEvery, generation, null, null, null);
    }

    /** The same over another broker's topics. */
    public Order from(String otherKafka) {
        return new Order(records, checkpointEvery, generation, otherKafka, programs, profile);
    }

    /** The same with the programs of a folder. */
    public Order with(String folder) {
        return new Order(records, checkpointEvery, generation, kafka, folder, profile);
    }

    /** The same, profiled into a file. */
    public Order profiledTo(String file) {
        return new Order(records, checkpointEvery, generation, kafka, programs, file);
    }
}
