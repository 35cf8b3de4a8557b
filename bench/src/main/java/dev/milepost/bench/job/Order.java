package dev.milepost.bench.job;

/**
 * One run over the topics, from their first record.
 *
 * @param records so many are in the topics: the run ends, with a last checkpoint, once it has read them
 * @param checkpointEvery a checkpoint is made after so many records
 * @param generation of the rows that it writes; of a run that writes none, anything
 * @param profile where the profile of the run goes, in collapsed stacks; null: it is not profiled
 */
public record Order(long records, long checkpointEvery, long generation, String profile) {}
