package dev.milepost.bench.job;

/**
 * One run over the topics, from their first record.
 *
 * @param records so many are in the topics: the run ends, with a last checkpoint, once it has read them
 * @param checkpointEvery a checkpoint is made after so many records
 * @param settleMillis so long it goes on behind the last record, for event time to pass all stages
 * @param generation of the rows that it writes; of a run that writes none, anything
 * @param kafka the broker whose topics are read; null: the one of the process's {@link Setup}
 * @param programs a folder with the files of the programs that are live; null: none is
 * @param profile where the profile of the run goes, in collapsed stacks; null: it is not profiled
 */
public record Order(
        long records,
        long checkpointEvery,
        long settleMillis,
        long generation,
        String kafka,
        String programs,
        String profile) {

    /** Over the topics of the process's own broker, without programs, not profiled. */
    public static Order of(long records, long checkpointEvery, long generation) {
        return new Order(records, checkpointEvery, 0, generation, null, null, null);
    }

    /** The same that goes on so long behind the last record. */
    public Order settling(long millis) {
        return new Order(records, checkpointEvery, millis, generation, kafka, programs, profile);
    }

    /** The same over another broker's topics. */
    public Order from(String otherKafka) {
        return new Order(records, checkpointEvery, settleMillis, generation, otherKafka, programs, profile);
    }

    /** The same, whose rows are of another generation. */
    public Order of(long otherGeneration) {
        return new Order(records, checkpointEvery, settleMillis, otherGeneration, kafka, programs, profile);
    }

    /** The same with the programs of a folder. */
    public Order with(String folder) {
        return new Order(records, checkpointEvery, settleMillis, generation, kafka, folder, profile);
    }

    /** The same, profiled into a file. */
    public Order profiledTo(String file) {
        return new Order(records, checkpointEvery, settleMillis, generation, kafka, programs, file);
    }
}
